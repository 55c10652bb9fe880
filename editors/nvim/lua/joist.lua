-- Starts the language server of Joist for a buffer, in whichever way this Neovim has for it.
--
--   vim.g.joist_path = '/opt/bin/joist'      another program than the one on the PATH
--   vim.g.joist_lsp = false                  no server
--   vim.g.joist_inlay_hints = false          no computed rates and utilisations behind the text

local M = {}

local function program()
  return vim.g.joist_path or 'joist'
end

-- The folder of the nearest joist.toml, else the file's own.
local function root(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local settings = vim.fn.findfile('joist.toml', folder .. ';')
  return settings ~= '' and vim.fn.fnamemodify(settings, ':p:h') or folder
end

-- What a buffer gets when the server has it.
function M.attached(client, buffer)
  vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'
  if vim.lsp.tagfunc then
    vim.bo[buffer].tagfunc = 'v:lua.vim.lsp.tagfunc'
  end
  if vim.g.joist_inlay_hints ~= false and vim.lsp.inlay_hint and client.server_capabilities.inlayHintProvider then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  -- Neovim itself leaves K to 'keywordprg', which here knows only figures and rules.
  if vim.fn.maparg('K', 'n') == '' then
    vim.keymap.set('n', 'K', vim.lsp.buf.hover, { buffer = buffer, desc = 'What the server knows of the word' })
  end
end

function M.config(path)
  return {
    name = 'joist',
    cmd = { program(), 'lsp' },
    root_dir = root(path),
    filetypes = { 'joist' },
    on_attach = M.attached,
  }
end

-- Before Neovim 0.8 the servers that run are kept here, by root folder.
local running = {}

local function start_client(buffer, config)
  local id = running[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    running[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

-- Gives the buffer to a server, which is started if there is none for its folder.
function M.start(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if vim.g.joist_lsp == false or vim.bo[buffer].buftype ~= '' or vim.fn.executable(program()) == 0 then
    return
  end
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.enable('joist') -- lsp/joist.lua beside this folder says the rest
  elseif vim.lsp.start then
    vim.lsp.start(M.config(path))
  else
    start_client(buffer, M.config(path))
  end
end

return M
