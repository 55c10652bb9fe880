; Blocks are indented, and their braces are not, in the words of Helix.
[(block) (table_block) (endpoint_block) (view_block) (connection) (decide)] @indent
"}" @outdent
