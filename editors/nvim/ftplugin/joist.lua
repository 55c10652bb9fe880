-- A design gets the language server as soon as it is opened.
require('joist').start(vim.api.nvim_get_current_buf())
