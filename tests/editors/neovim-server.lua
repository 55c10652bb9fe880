-- What tests/editors/neovim runs: the client of Neovim with the language server.
local failed = 0

local function check(what, good, seen)
  if good then
    return
  end
  failed = failed + 1
  io.stdout:write('failed: ' .. what .. ': ' .. vim.inspect(seen) .. '\n')
end

local function wait(test)
  return vim.wait(10000, test, 20)
end

if vim.lsp.config then
  vim.lsp.config('joist', { settings = { mine = 1 } })
end
vim.fn.writefile({ 'client -> lb -> api', 'service api { replicas: 3, zons: 2 }' }, 'lsp.joist')
vim.cmd 'edit lsp.joist'
check('file type', vim.bo.filetype == 'joist', vim.bo.filetype)
wait(function()
  return #vim.diagnostic.get(0) > 0
end)
local first = vim.tbl_filter(function(one)
  return one.message:match 'zons'
end, vim.diagnostic.get(0))[1]
check('a finding', first ~= nil, vim.diagnostic.get(0))
check('its place', first and first.lnum == 1 and first.col == 27, first)

-- The first answer to a request at a place of the buffer.
local function ask(method, line, column, more)
  vim.api.nvim_win_set_cursor(0, { line, column })
  local params = vim.lsp.util.make_position_params(0, 'utf-16')
  for key, value in pairs(more or {}) do
    params[key] = value
  end
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 5000) or {}) do
    return answer.result
  end
end

local hover = ask('textDocument/hover', 2, 9)
check('hover', hover and vim.inspect(hover):match 'api', hover)
local definition = ask('textDocument/definition', 1, 16)
check('definition', definition and vim.inspect(definition):match 'line = 1', definition)
local completion = ask('textDocument/completion', 2, 16)
check('completion', completion and vim.inspect(completion):match 'retention', completion)
check('omnifunc', vim.bo.omnifunc == 'v:lua.vim.lsp.omnifunc', vim.bo.omnifunc)
local rename = ask('textDocument/rename', 2, 9, { newName = 'shop' })
check('rename', rename and vim.inspect(rename):match 'shop', rename)

vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'client   ->   lb', 'service   api {replicas:3}' })
if vim.lsp.buf.format then
  vim.lsp.buf.format { async = false, timeout_ms = 5000 }
else
  vim.lsp.buf.formatting_sync(nil, 5000)
end
local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
check('formatting', lines[1] == 'client -> lb', lines)

-- What newer ones show besides.
if vim.lsp.inlay_hint then
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'design "Shop" { peak: 3 }', 'client app', 'flow open @ 100/s { app -> api }' })
  local hints = {}
  wait(function()
    vim.cmd 'redraw'
    hints = vim.lsp.inlay_hint.get { bufnr = 0 }
    return #hints > 0 and vim.inspect(hints):match '300/s'
  end)
  check('rates beside the text', vim.inspect(hints):match '300/s', hints)
  local function token()
    return (vim.lsp.semantic_tokens.get_at_pos(0, 2, 5) or {})[1]
  end
  wait(function()
    vim.cmd 'redraw'
    return token() ~= nil
  end)
  check('colours by meaning', token() and token().type == 'event', token())
  check('K asks the server', vim.fn.maparg('K', 'n', false, true).buffer == 1, vim.fn.maparg('K', 'n'))
end

-- What is set by oneself goes before what is set here.
if vim.lsp.config and vim.lsp.enable then
  check('one\'s own setting', vim.lsp.get_clients({ bufnr = 0 })[1].config.settings.mine == 1, vim.lsp.config.joist)
end

-- A second design of the folder goes to the same server.
vim.cmd 'silent write!'
vim.fn.writefile({ 'client -> db' }, 'second.joist')
vim.cmd 'edit second.joist'
local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
wait(function()
  return vim.lsp.buf_is_attached(0, get_clients()[1].id)
end)
local clients = get_clients()
check('one server', #clients == 1, #clients)
io.stdout:write(failed == 0 and 'all is well with the server\n' or failed .. ' failed\n')
vim.cmd 'qall!'
