// The client's build: hashed files under /assets/, and a manifest by which the server finds the entry and its style sheet.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  base: '/assets/',
  plugins: [svelte()],
  // Its worker is a file of its own, which pre-bundling would lose.
  optimizeDeps: { exclude: ['maplibre-gl'] },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsDir: '',
    manifest: true,
    target: 'es2023',
    // A data: address would need its own exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: 'client/index/main.ts' },
  },
});
