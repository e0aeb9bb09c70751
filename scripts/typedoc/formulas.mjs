// TypeDoc plugin: sets formulas ($...$ and $$...$$) with KaTeX while the site is built, and copies
// the style sheet and the fonts into it, so that pages need neither scripts nor a network.
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Application, JSX } from 'typedoc';

const require = createRequire(import.meta.url);
const { default: formulas } = require('@vscode/markdown-it-katex');
const stylesheet = require.resolve('katex/dist/katex.min.css');

/** @param {Application} app */
export function load(app) {
  // Options that are set before they were read would be reset.
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue('markdownItLoader', (parser) => {
      parser.use(formulas, { throwOnError: true, strict: 'error' });
    });
  });
  app.renderer.hooks.on('head.end', (context) =>
    JSX.createElement('link', {
      rel: 'stylesheet',
      href: context.relativeURL('assets/katex/katex.min.css'),
    }),
  );
  app.renderer.postRenderAsyncJobs.push(async ({ outputDirectory }) => {
    const target = join(outputDirectory, 'assets/katex');
    await cp(stylesheet, join(target, 'katex.min.css'));
    await cp(join(dirname(stylesheet), 'fonts'), join(target, 'fonts'), {
      recursive: true,
      filter: (file) => !/\.(ttf|woff)$/.test(file),
    });
  });
}
