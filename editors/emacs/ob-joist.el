;;; ob-joist.el --- Designs in Org documents  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Draws the blocks `#+begin_src joist :file shop.svg' of an Org document; the kind of picture
;; follows the file's name.  `:view', `:flow', `:stage' and `:theme' choose what is drawn.
;; With `:results verbatim' and no `:file' the result is the picture as text.
;;
;;   (org-babel-do-load-languages 'org-babel-load-languages '((joist . t)))

;;; Code:

(require 'ob)
(require 'subr-x)
(require 'joist-mode)

(defvar org-babel-default-header-args:joist '((:results . "file") (:exports . "results"))
  "What holds for blocks that say nothing else.")

(defun org-babel-joist--options (params)
  "Options of `joist render' for the header arguments PARAMS."
  (apply #'append
         (mapcar (lambda (name)
                   (let ((value (cdr (assq (intern (concat ":" name)) params))))
                     (and value (list (concat "--" name) (format "%s" value)))))
                 '("view" "flow" "stage" "theme" "direction"))))

(defun org-babel-execute:joist (body params)
  "Draw BODY as PARAMS say; signals what was found where it cannot be drawn."
  (let* ((file (cdr (assq :file params)))
         (target (if file (expand-file-name file) "-"))
         (arguments (append (list "render" "-" target "--quiet"
                                  "--stdin-filename" (or buffer-file-name "note.joist"))
                            (unless file '("--to" "text"))
                            (org-babel-joist--options params)))
         (errors (make-temp-file "joist"))
         code output)
    (unwind-protect
        (with-temp-buffer
          (insert body)
          (let ((coding-system-for-read 'utf-8) (coding-system-for-write 'utf-8))
            (setq code (apply #'call-process-region nil nil joist-program t (list t errors) nil arguments)))
          (setq output (buffer-string))
          (unless (memql code '(0 1))
            (user-error "%s" (with-temp-buffer
                               (insert-file-contents errors)
                               (string-trim (buffer-string))))))
      (delete-file errors))
    (if file nil output)))

(defun org-babel-prep-session:joist (_session _params)
  "Designs have no sessions."
  (user-error "Joist has no sessions"))

(provide 'ob-joist)
;;; ob-joist.el ends here
