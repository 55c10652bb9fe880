-- How Neovim 0.11 and later starts the language server: vim.lsp.enable('joist'). What one's own
-- vim.lsp.config('joist', ...) says goes before this.
return {
  cmd = { vim.g.joist_path or 'joist', 'lsp' },
  filetypes = { 'joist' },
  root_markers = { 'joist.toml', '.git' },
  on_attach = require('joist').attached,
}
