; Blocks are indented, and their braces are not.
[(block) (table_block) (endpoint_block) (view_block) (connection) (decide)] @indent.begin
"}" @indent.branch @indent.end
(comment) @indent.ignore
