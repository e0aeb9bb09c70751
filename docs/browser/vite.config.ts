import { defineConfig } from 'vite';

/** Pages with these headers may use threads. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: { outDir: '../../runs/browser', emptyOutDir: true, target: 'es2022' },
  // The engine loads what it needs when it is needed, so a worker is more than one file.
  worker: { format: 'es' },
  // Vite looks for packages in pages alone. One that it meets later, in a worker, makes it reload
  // the page.
  optimizeDeps: { entries: ['index.html', 'train.worker.ts'] },
  server: { headers },
  preview: { headers },
});
