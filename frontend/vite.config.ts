import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    // Committed, and rebuilt by a test that compares: no hashes (the address carries one), no maps
    outDir: process.env.TRADEHOOK_PANEL_OUT ?? "../custom_components/tradehook/frontend",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { "tradehook-panel": "src/panel.ts", "tradehook-cards": "src/cards.ts" },
      preserveEntrySignatures: "strict",
      output: {
        format: "es",
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name].js",
      },
    },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"], testTimeout: 60_000 },
});
