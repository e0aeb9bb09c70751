#!/usr/bin/env node
// Stands in the repository so that npm can link it before anything is built.
import module from 'node:module';

// Node 22 and newer start faster with it, older ones do not have it.
module.enableCompileCache?.();
await import('../dist/main.js');
