;;; joist-mode.el --- Write system designs in Joist  -*- lexical-binding: t; -*-

;; Author: The Joist authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Colours, indents and checks designs in Joist, a language of system designs, and shows their
;; picture in a window beside the text.  With `eglot' the language server does the rest:
;; findings, completion, hover, renaming.  `C-c C-p' shows the picture, `C-c C-c' checks,
;; `C-c C-e' explains the rule or figure at point.

;;; Code:

(require 'compile)
(require 'imenu)
(require 'joist-words)

(defgroup joist nil
  "System designs that are checked as they are drawn."
  :group 'languages)

(defcustom joist-program "joist"
  "The program `joist', as a name on the `exec-path' or a file."
  :type 'string)

(defcustom joist-indent-offset 2
  "Columns that a block is indented by; `joist fmt' uses two."
  :type 'integer
  :safe #'integerp)

(defcustom joist-preview-format nil
  "What a preview shows: `svg', `png' or `text'; nil for the best there is."
  :type '(choice (const :tag "The best there is" nil) (const svg) (const png) (const text)))

;;;; Syntax and colours

(defvar joist-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?' "." table)
    (dolist (sign '(?- ?+ ?* ?/ ?< ?> ?= ?| ?@ ?~ ?% ?$ ?^ ?.))
      (modify-syntax-entry sign "." table))
    table)
  "Syntax of `joist-mode'.")

(defconst joist--start "\\(?:^\\|[{;]\\)[ \t]*"
  "What stands before a statement.")

(defconst joist--name "[[:alpha:]_][[:alnum:]_.]*"
  "A name, with those of its groups.")

(defun joist--any (words)
  "Regular expression that matches one of WORDS as a whole."
  (concat "\\_<" (regexp-opt words t) "\\_>"))

(defconst joist--continuation
  "[ \t]*\\(?:[-~]>\\|--\\|[|@\"+*/<>=^]\\|-[ \t]\\|\\(?:over\\|because\\|but\\)[ \t]*\"\\|until[ \t]+[^-:=~{|.\n]\\)"
  "The beginning of a line that goes on with the statement above.")

(defun joist--kind-face ()
  "The face of the kind that was matched, known or one of the design."
  (if (member (match-string-no-properties 1) joist-words-kinds)
      'font-lock-type-face
    'font-lock-function-name-face))

(defun joist--in-lines-p (&rest words)
  "Is point directly in a block that one of WORDS begins?"
  (let ((open (nth 1 (syntax-ppss))))
    (and open
         (save-excursion
           (goto-char open)
           (beginning-of-line)
           (looking-at-p (concat "[ \t]*" (regexp-opt words) "\\_>"))))))

(defun joist--match-column (limit)
  "Search up to LIMIT for a column of a table: its name and its type."
  (let (found)
    (while (and (not found)
                (re-search-forward
                 (concat joist--start "\\(" joist--name "\\)[ \t]+\\([[:alpha:]_][[:alnum:]_]*\\)")
                 limit t))
      (setq found (and (not (member (match-string-no-properties 1) '("index" "query")))
                       (save-match-data
                         (save-excursion
                           (goto-char (match-beginning 1))
                           (joist--in-lines-p "table"))))))
    found))

(defun joist--end-of-target ()
  "Where the words that belong to the arrow before point end."
  (save-excursion
    (if (re-search-forward "[-~]>\\|[{;]" (line-end-position) t)
        (match-beginning 0)
      (line-end-position))))

(defconst joist-font-lock-keywords
  `((,(concat joist--start (joist--any joist-words-statements)
              "\\(?:[ \t]+[^-~:=.,{ \t\n]\\|[ \t]*$\\)")
     1 font-lock-keyword-face)
    (,(concat joist--start "\\(" joist--name "\\)[ \t]*=[^=>]") 1 font-lock-variable-name-face)
    (,(concat "\\(" joist--name "\\)[ \t]*:") 1
     (if (member (match-string-no-properties 1) joist-words-attributes)
         'font-lock-builtin-face
       'font-lock-variable-name-face))
    (,(concat joist--start "\\(?:show\\|hide\\|collapse\\|index\\)\\_>") . font-lock-keyword-face)
    (,(concat joist--start "\\(query\\)[ \t]*\"") 1 font-lock-keyword-face)
    (joist--match-column
     (1 font-lock-variable-name-face) (2 font-lock-type-face)
     ("[ \t]\\(key\\|partition\\|ref\\)\\_>" nil nil (1 font-lock-keyword-face)))
    (,(concat joist--start "\\([A-Z]+\\)[ \t]+\\(/[^ \t\n\"#;,]*\\)")
     (1 font-lock-function-name-face) (2 font-lock-string-face))
    ("\\_<\\(over\\|because\\|but\\)\\_>[ \t]*\"" 1 font-lock-keyword-face)
    ("\\_<\\(until\\)\\_>[ \t]+[^-:=~{|]" 1 font-lock-keyword-face)
    (,(concat joist--start "\\(" joist--name "\\)[ \t]+[[:alpha:]_]") 1 (joist--kind-face))
    (,(concat joist--start "\\(?:flow\\|kind\\|view\\|table\\)[ \t]+\\(" joist--name "\\)")
     1 font-lock-function-name-face t)
    ("[[:alnum:]_%)][ \t]+\\(of\\|over\\|in\\|per\\)[ \t]+[^-~=:]" 1 font-lock-keyword-face)
    ("[[:alnum:]_}\"][ \t]+\\(by\\)[ \t]+[[:alpha:]_]" 1 font-lock-keyword-face)
    ("\\_<need[ \t]+\\(survive\\)\\_>" 1 font-lock-keyword-face)
    ("\\_<allow[ \t]*:?[ \t]*\\([a-z]+\\(?:-[a-z]+\\)*\\)\\(?:[ \t]+\\(on\\)\\_>\\)?"
     (1 font-lock-constant-face) (2 font-lock-keyword-face nil t))
    (,(concat "[-~]>[ \t]*" joist--name)
     ("[ \t]\\(x\\|read\\|write\\|on[ \t]+\\(?:hit\\|miss\\|fail\\)\\)\\_>"
      (joist--end-of-target) nil (1 font-lock-keyword-face)))
    (,(concat ":[ \t]*" (joist--any joist-words-choices)) 1 font-lock-constant-face)
    (,(concat (joist--any joist-words-functions) "(") 1 font-lock-builtin-face)
    (,(concat "\\.\\(" (regexp-opt joist-words-figures) "\\)\\_>") 1 font-lock-builtin-face)
    (,(concat "\\(\\$?\\_<[0-9][0-9_]*\\(?:\\.[0-9]+\\)?\\(?:[eE][-+]?[0-9]+\\)?\\(?:bn\\|[kKMGTP]\\)?"
              "\\(?:[ \t]*\\(?:%\\|" (regexp-opt joist-words-units) "\\_>\\)\\)?"
              "\\(?:/" (regexp-opt joist-words-units) "\\_>\\)*\\)")
     1 font-lock-constant-face)
    ("->\\|~>\\|--" . font-lock-keyword-face))
  "What `joist-mode' colours.")

(defun joist--propertize (begin end)
  "Mark the texts in three quotes between BEGIN and END as one string each."
  (goto-char begin)
  (while (search-forward "\"\"\"" end t)
    (let ((quotes (match-beginning 0)))
      (unless (nth 4 (save-excursion (syntax-ppss quotes)))
        (if (eq t (nth 3 (save-excursion (syntax-ppss quotes))))
            (put-text-property (+ quotes 2) (+ quotes 3) 'syntax-table (string-to-syntax "|"))
          (put-text-property quotes (1+ quotes) 'syntax-table (string-to-syntax "|")))))))

;;;; Indentation

(defun joist--previous-line ()
  "Go to the line above that holds a statement; nil if there is none."
  (let (found)
    (while (and (not found) (zerop (forward-line -1)))
      (unless (or (looking-at-p "[ \t]*\\(?:#\\|$\\)") (nth 3 (syntax-ppss)))
        (setq found t)))
    found))

(defun joist--line-ends-open ()
  "Does the statement of this line go on in the next, by the sign it ends with?
`show a, *' and `GET /files/*' end with none."
  (save-excursion
    (end-of-line)
    (let ((state (syntax-ppss)))
      (when (nth 4 state) (goto-char (nth 8 state))))
    (skip-chars-backward " \t" (line-beginning-position))
    (cond ((or (looking-back "\\(?:,\\|\\_<\\(?:show\\|hide\\|collapse\\)\\)[ \t]*\\*" (line-beginning-position))
               (save-excursion
                 (beginning-of-line)
                 (let ((case-fold-search nil)) (looking-at-p "[ \t]*[A-Z]+[ \t]+/"))))
           nil)
          ((looking-back "\\(?:[-~]>\\|--\\|[|+*/^]\\)" (line-beginning-position)) 'sign)
          ((eq (char-before) ?,) 'comma))))

(defun joist--goes-on-p ()
  "Does this line go on with the statement above it?"
  (save-excursion
    (beginning-of-line)
    (or (looking-at-p joist--continuation)
        (let ((key (looking-at-p (concat "[ \t]*\\(?:" joist--name "[ \t]*:\\|}\\)"))))
          (when (joist--previous-line)
            (pcase (joist--line-ends-open)
              ('sign t)
              ('comma (not key))))))))

(defun joist--indentation ()
  "Columns that the current line should be indented by."
  (save-excursion
    (beginning-of-line)
    (let* ((open (nth 1 (syntax-ppss)))
           (closes (looking-at-p "[ \t]*[})]"))
           (more (and (not closes) (joist--goes-on-p)))
           (base (if (not open)
                     0
                   (save-excursion
                     (goto-char open)
                     (beginning-of-line)
                     (while (and (joist--goes-on-p) (joist--previous-line)))
                     (+ (current-indentation) (if closes 0 joist-indent-offset))))))
      (+ base (if more joist-indent-offset 0)))))

(defun joist-indent-line ()
  "Indent the line as `joist fmt' would; lines within a text stay."
  (interactive)
  (unless (nth 3 (save-excursion (syntax-ppss (line-beginning-position))))
    (let ((column (joist--indentation)))
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column))))))

;;;; Finding one's way, checking, formatting

(defvar joist-imenu-generic-expression
  `(("Flows" ,(concat "^[ \t]*flow[ \t]+\\(" joist--name "\\)") 1)
    ("Tables" ,(concat "^[ \t]*table[ \t]+\\(" joist--name "\\)") 1)
    ("Views" ,(concat "^[ \t]*view[ \t]+\\(" joist--name "\\)") 1)
    ("Stages" "^[ \t]*stage[ \t]+\"\\([^\"\n]+\\)\"" 1)
    ("Quantities" ,(concat "^[ \t]*\\(" joist--name "\\)[ \t]*=[^=>]") 1)
    ("Components" joist--next-component 1))
  "What `imenu' lists of a design.")

(defun joist--next-component ()
  "Search backward for the declaration of a component, as `imenu' wants it."
  (let (found)
    (while (and (not found)
                (re-search-backward (concat "^[ \t]*\\(" joist--name "\\)[ \t]+\\(" joist--name "\\)")
                                    nil t))
      (unless (or (member (match-string-no-properties 1) joist-words-statements)
                  (member (match-string-no-properties 1) '("query" "index" "show" "hide" "collapse"))
                  (joist--in-lines-p "table" "endpoints" "view"))
        (set-match-data (list (match-beginning 2) (match-end 2) (match-beginning 2) (match-end 2)))
        (setq found t)))
    found))

(add-to-list 'compilation-error-regexp-alist-alist
             '(joist "^\\([^\n:]+\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\|\\(note\\)\\): "
                     1 2 3 (4 . 5)))
(add-to-list 'compilation-error-regexp-alist 'joist)

(defun joist-check ()
  "Check the design of this buffer; \\[next-error] goes to its findings."
  (interactive)
  (when (buffer-modified-p) (save-buffer))
  (compile (format "%s check --format compact %s" (shell-quote-argument joist-program)
                   (shell-quote-argument (file-relative-name buffer-file-name)))))

(defun joist-explain (what)
  "Show the page of the rule WHAT, or the arithmetic of a figure (`api.load')."
  (interactive
   (list (completing-read "Explain rule or figure: " joist-words-rules nil nil nil nil
                          (let ((word (thing-at-point 'symbol t)))
                            (and (member word joist-words-rules) word)))))
  (with-help-window "*joist explain*"
    (with-current-buffer standard-output
      (apply #'call-process joist-program nil t nil "explain" what
             (and (string-match-p "\\." what) buffer-file-name (list buffer-file-name))))))

(defun joist-format-buffer ()
  "Set the buffer in the canonical form, with `joist fmt'."
  (interactive)
  (let ((output (generate-new-buffer " *joist fmt*")))
    (unwind-protect
        (if (zerop (call-process-region nil nil joist-program nil (list output nil) nil "fmt" "-"))
            (replace-buffer-contents output)
          (user-error "The design could not be formatted; `joist check' says why"))
      (kill-buffer output))))

;;;; The picture beside the text

(defvar-local joist--preview-buffer nil "The buffer that shows this design's picture.")
(defvar-local joist--preview-timer nil "What draws anew when Emacs has been idle.")

(defun joist--preview-format ()
  "What this Emacs can show."
  (or joist-preview-format
      (cond ((not (display-graphic-p)) 'text)
            ((image-type-available-p 'svg) 'svg)
            ((image-type-available-p 'png) 'png)
            (t 'text))))

(defun joist--draw (format)
  "The design of this buffer as bytes in FORMAT, or nil where it cannot be drawn."
  (let ((coding-system-for-read (if (eq format 'png) 'no-conversion 'utf-8))
        (coding-system-for-write 'utf-8)
        (output (generate-new-buffer " *joist render*"))
        (name (or buffer-file-name "design.joist")))
    (unwind-protect
        (let ((code (call-process-region nil nil joist-program nil (list output nil) nil
                                         "render" "-" "-" "--quiet" "--to" (symbol-name format)
                                         "--stdin-filename" name)))
          (with-current-buffer output
            (when (and (memql code '(0 1)) (> (buffer-size) 0)) (buffer-string))))
      (kill-buffer output))))

(defun joist-preview-update ()
  "Draw this design anew where it is shown, if it can be drawn."
  (interactive)
  (when (buffer-live-p joist--preview-buffer)
    (let* ((format (joist--preview-format))
           (picture (joist--draw format)))
      (when picture
        (with-current-buffer joist--preview-buffer
          (let ((inhibit-read-only t)
                (starts (mapcar (lambda (window) (cons window (window-start window)))
                                (get-buffer-window-list nil nil t))))
            (erase-buffer)
            (if (eq format 'text)
                (insert picture)
              (insert-image (create-image picture format t)))
            (set-buffer-modified-p nil)
            (dolist (start starts) (set-window-start (car start) (cdr start) t))))))))

(defun joist-preview ()
  "Show the picture of this design beside it, and keep it as the text is edited."
  (interactive)
  (let ((source (current-buffer)))
    (unless (buffer-live-p joist--preview-buffer)
      (setq joist--preview-buffer (get-buffer-create (format "*joist %s*" (buffer-name))))
      (with-current-buffer joist--preview-buffer (special-mode) (setq truncate-lines t)))
    (joist-preview-update)
    (add-hook 'after-save-hook #'joist-preview-update nil t)
    (add-hook 'after-change-functions #'joist--preview-soon nil t)
    (display-buffer joist--preview-buffer '(display-buffer-in-direction (direction . right)))
    (set-buffer source)))

(defun joist--preview-soon (&rest _)
  "Draw anew when nothing has been typed for a moment."
  (when (timerp joist--preview-timer) (cancel-timer joist--preview-timer))
  (let ((source (current-buffer)))
    (setq joist--preview-timer
          (run-with-idle-timer 0.3 nil
                               (lambda ()
                                 (when (buffer-live-p source)
                                   (with-current-buffer source (joist-preview-update))))))))

;;;; Completion without a server

(defun joist-completion-at-point ()
  "Words of the language for what stands before point."
  (let ((end (point))
        (begin (save-excursion (skip-chars-backward "[:alnum:]_-") (point))))
    (list begin end
          (save-excursion
            (goto-char begin)
            (cond ((looking-back "\\_<allow[ \t]*:?[ \t]*" (line-beginning-position)) joist-words-rules)
                  ((looking-back "[0-9][kKMGTP]?[ \t]+\\|[0-9].*/" (line-beginning-position)) joist-words-units)
                  ((looking-back ":[ \t]*" (line-beginning-position)) joist-words-choices)
                  ((nth 1 (syntax-ppss)) (append joist-words-attributes joist-words-kinds))
                  (t (append joist-words-statements joist-words-kinds))))
          :exclusive 'no)))

;;;; The mode

(defvar joist-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-p") #'joist-preview)
    (define-key map (kbd "C-c C-c") #'joist-check)
    (define-key map (kbd "C-c C-e") #'joist-explain)
    (define-key map (kbd "C-c C-f") #'joist-format-buffer)
    map)
  "Keys of `joist-mode'.")

;;;###autoload
(define-derived-mode joist-mode prog-mode "Joist"
  "Major mode for system designs in Joist."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local indent-line-function #'joist-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local electric-indent-chars (append "{}" electric-indent-chars))
  (setq-local font-lock-defaults '(joist-font-lock-keywords))
  (setq-local syntax-propertize-function #'joist--propertize)
  (setq-local imenu-generic-expression joist-imenu-generic-expression)
  (add-hook 'completion-at-point-functions #'joist-completion-at-point nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.joist\\'" . joist-mode))

(defun joist--server (&rest _)
  "How the language server is started."
  (list joist-program "lsp"))

(defvar eglot-server-programs)
;;;###autoload
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(joist-mode . joist--server)))

;; Fenced blocks of `markdown-mode' and blocks of Org mode.
(defvar markdown-code-lang-modes)
(with-eval-after-load 'markdown-mode
  (add-to-list 'markdown-code-lang-modes '("joist" . joist-mode)))
(defvar org-src-lang-modes)
(with-eval-after-load 'org-src
  (add-to-list 'org-src-lang-modes '("joist" . joist)))

(provide 'joist-mode)
;;; joist-mode.el ends here
