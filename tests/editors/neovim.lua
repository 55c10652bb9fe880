-- What tests/editors/neovim asks the language server through Neovim's own client.
local failed = 0
local function say(text) io.stdout:write(text .. '\n') end
local function check(what, got, expected)
  if vim.deep_equal(got, expected) then return end
  failed = failed + 1
  say(('failed: %s: got %s, expected %s'):format(what, vim.inspect(got), vim.inspect(expected)))
end
local function holds(what, text, part)
  if type(text) == 'string' and text:find(part, 1, true) then return end
  failed = failed + 1
  say(('failed: %s: %s does not hold `%s`'):format(what, vim.inspect(text), part))
end

local function finish()
  if failed == 0 then say('all is well') end
  vim.cmd('qa!')
end

local function run()
  vim.fn.writefile({
    'client 利用者 "👩‍💻"',
    'service api { replicas: 4, capacity: 1k rps }',
    '利用者 -> "🚀" api',
    'flow read @ 2k/s { 利用者 -> api }',
  }, 'shop.joist')
  vim.cmd('edit shop.joist')
  local client = vim.lsp.start_client({ name = 'joist', cmd = { 'joist', 'lsp' }, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(0, client)
  local function wait(condition) return vim.wait(8000, condition, 20) end
  local function ask(method, line, column, more)
    vim.api.nvim_win_set_cursor(0, { line, column })
    local params = vim.tbl_extend('force', vim.lsp.util.make_position_params(0, 'utf-16'), more or {})
    for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 8000) or {}) do
      return answer.result, answer.error
    end
  end
  local function line(number) return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1] end

  wait(function() return #vim.diagnostic.get(0) > 0 end)
  local syntax = vim.tbl_filter(function(d) return d.severity == vim.diagnostic.severity.ERROR end, vim.diagnostic.get(0))
  check('one error, behind wide letters', { #syntax, syntax[1] and syntax[1].lnum }, { 1, 2 })

  vim.api.nvim_buf_set_lines(0, 2, 3, false, { '利用者 -> api "🚀" -> db' })
  wait(function()
    return #vim.tbl_filter(function(d) return d.severity == vim.diagnostic.severity.ERROR end, vim.diagnostic.get(0)) == 0
  end)
  local hover = ask('textDocument/hover', 2, 9)
  holds('hover', hover and hover.contents.value, '2k/s')
  local place = ask('textDocument/definition', 3, line(3):find('api') - 1)
  check('definition', place and place[1] and place[1].range.start, { line = 1, character = 8 })
  local uses = ask('textDocument/references', 2, 9, { context = { includeDeclaration = true } })
  check('references', uses and #uses, 3)
  local symbols = ask('textDocument/documentSymbol', 1, 0)
  check('symbols', symbols and vim.tbl_map(function(s) return s.name end, symbols), { '利用者', 'api', 'read' })

  local edit = ask('textDocument/rename', 2, 9, { newName = 'front' })
  if edit then vim.lsp.util.apply_workspace_edit(edit, 'utf-16') end
  check('renamed behind an emoji', line(3), '利用者 -> front "🚀" -> db')
  check('renamed in the flow', line(4), 'flow read @ 2k/s { 利用者 -> front }')
  local _, refusal = ask('textDocument/rename', 2, 9, { newName = '利用者' })
  holds('a name that is taken', refusal and refusal.message, 'already')

  vim.api.nvim_buf_set_lines(0, 4, 5, false, { 'service   spare {replicas:2, sha}' })
  local items = ask('textDocument/completion', 5, line(5):find('sha') + 2)
  local labels = vim.tbl_map(function(i) return i.label end, items and items.items or {})
  check('completion', vim.tbl_contains(labels, 'shards') and not vim.tbl_contains(labels, 'replicas'), true)
  vim.api.nvim_buf_set_lines(0, 4, 5, false, { 'service   spare {replicas:2}' })
  vim.lsp.buf.formatting_sync(nil, 8000)
  check('formatted', line(5), 'service spare { replicas: 2 }')

  vim.api.nvim_buf_set_lines(0, 4, 5, false, { 'servce spare' })
  local actions = ask('textDocument/codeAction', 5, 2, {
    range = { start = { line = 4, character = 0 }, ['end'] = { line = 4, character = 6 } },
    context = { diagnostics = {} },
  })
  local fix = vim.tbl_filter(function(a) return a.isPreferred end, actions or {})[1]
  if fix then vim.lsp.util.apply_workspace_edit(fix.edit, 'utf-16') end
  check('fixed', line(5), 'service spare')
  vim.lsp.stop_client(client)
  wait(function() return vim.lsp.client_is_stopped(client) end)
end

local ok, trouble = pcall(run)
if not ok then
  failed = failed + 1
  say('failed: ' .. tostring(trouble))
end
finish()
