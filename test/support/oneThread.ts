// Two files are tested at a time, on two cores: more threads in each would only wait
// for one another.
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

os.availableParallelism = () => 1;
syncBuiltinESMExports();
