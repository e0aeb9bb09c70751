/** Name of the channel on which a worker hears that it is to end. */
export const channelTo = (threadId: number): string => `autoencoder-zoo/end/${threadId}`;
