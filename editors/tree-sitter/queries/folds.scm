; What can be folded: blocks, and texts of several lines.
[(block) (table_block) (endpoint_block) (view_block) (text)] @fold
