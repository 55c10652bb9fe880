-- What tests/editors/neovim runs with the parser: a design is parsed, and each query is one.
vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.TOP .. '/examples/chirp.joist'))
local failed = 0
local function check(what, good, seen)
  if not good then
    failed = failed + 1
    io.stdout:write('failed: ' .. what .. ': ' .. vim.inspect(seen) .. '\n')
  end
end

local root = vim.treesitter.get_parser(0, 'joist'):parse()[1]:root()
check('no error', not root:has_error(), root:sexpr():match '.-ERROR.?.?.?.?.?.?.?.?.?.?.?.?')
local read = vim.treesitter.query and vim.treesitter.query.get or vim.treesitter.get_query or require('vim.treesitter.query').get_query
for _, name in ipairs { 'highlights', 'folds', 'locals', 'injections', 'indents' } do
  check(name, read('joist', name) ~= nil, 'no query')
end
local seen = {}
for id, node in read('joist', 'highlights'):iter_captures(root, 0, 0, -1) do
  local _, _, row = node:range()
  seen[read('joist', 'highlights').captures[id]] = row
end
for _, name in ipairs { 'keyword', 'string', 'number', 'comment', 'type.builtin', 'property', 'operator' } do
  check('captured', seen[name] ~= nil, name)
end

-- Coloured by the tree, where Neovim can: a design, and fences in Markdown where it has a parser of that.
local function captured(line, column)
  return vim.tbl_map(function(one)
    return one.capture
  end, vim.treesitter.get_captures_at_pos(0, line, column))
end
if vim.treesitter.start and vim.treesitter.get_captures_at_pos then
  vim.fn.writefile({ 'service api { replicas: 3 }' }, 'tree.joist')
  vim.cmd 'edit tree.joist'
  vim.treesitter.start()
  vim.treesitter.get_parser(0):parse()
  check('a kind', vim.tbl_contains(captured(0, 0), 'type.builtin'), captured(0, 0))
  check('an attribute', vim.tbl_contains(captured(0, 14), 'property'), captured(0, 14))
  if pcall(vim.treesitter.language.add, 'markdown') and pcall(vim.treesitter.get_string_parser, '', 'markdown') then
    vim.fn.writefile({ '# Notes', '', '```joist', 'service api { replicas: 3 }', '```' }, 'tree.md')
    vim.cmd 'edit tree.md'
    vim.treesitter.start()
    vim.treesitter.get_parser(0):parse(true)
    check('a kind in a fence', vim.tbl_contains(captured(3, 0), 'type.builtin'), captured(3, 0))
    io.stdout:write 'fences of Markdown are coloured by the tree\n'
  end
end
io.stdout:write(failed == 0 and 'all is well with the tree\n' or failed .. ' failed\n')
vim.cmd 'qall!'
