// TypeDoc plugin: a page of the guide is named by its first heading instead of its file.
import { Converter } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    const heading = /^# (.+)$/m.exec(page.content.map(({ text }) => text).join(''));
    if (heading) page.name = heading[1];
  });
}
