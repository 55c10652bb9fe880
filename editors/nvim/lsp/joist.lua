-- How Neovim 0.11 and later starts the language server: vim.lsp.enable('joist').
return {
  cmd = { vim.g.joist_path or 'joist', 'lsp' },
  filetypes = { 'joist' },
  root_markers = { 'joist.toml', '.git' },
}
