package strictyaml

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
)

// The codes of this package.
const (
	CodeSyntax           diag.Code = "syntax-error"
	CodeNotText          diag.Code = "not-text"
	CodeTooLarge         diag.Code = "too-large"
	CodeStrayFile        diag.Code = "stray-file"
	CodeEmptyFile        diag.Code = "empty-file"
	CodeSeveralDocuments diag.Code = "several-documents"
	CodeNotPlain         diag.Code = "not-plain-yaml"
	CodeUnknownKey       diag.Code = "unknown-key"
	CodeDuplicateKey     diag.Code = "duplicate-key"
	CodeDuplicateID      diag.Code = "duplicate-id"
	CodeWrongType        diag.Code = "wrong-type"
	CodeWrongForm        diag.Code = "wrong-form"
	CodeUnknownValue     diag.Code = "unknown-value"
	CodeMissingField     diag.Code = "missing-field"
	CodeEmptyField       diag.Code = "empty-field"
	CodeCommentInText    diag.Code = "comment-in-text"
)

var bom = []byte("\xef\xbb\xbf")

// source is a file made ready for reading: no byte order mark, cut into lines.
type source struct {
	Places
	data []byte
}

func newSource(file *layer.File) *source {
	data := bytes.TrimPrefix(file.Data, bom)
	lines := strings.Split(string(data), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSuffix(l, "\r")
	}
	return &source{
		Places: Places{File: diag.Place{File: file.Name, Layer: file.Layer}, lines: lines, at: make(map[string]pos, len(lines)/2)},
		data:   data,
	}
}

// Select returns file with only these keys at the top: the lines of all other keys
// are blank, so that places stay true. Whoever needs a few keys of a long file
// reads it in a fraction of the time.
func Select(file *layer.File, keys ...string) *layer.File {
	out := *file
	out.Data = make([]byte, 0, len(file.Data))
	wanted := true
	for line := range bytes.Lines(file.Data) {
		if key, _, ok := bytes.Cut(line, []byte(":")); ok && isWord(key) {
			wanted = slices.Contains(keys, string(key))
		}
		if !wanted {
			line = line[len(bytes.TrimRight(line, "\r\n")):]
		}
		out.Data = append(out.Data, line...)
	}
	return &out
}

// isWord reports whether b can be a key at the top of a file.
func isWord(b []byte) bool {
	for _, c := range b {
		if (c < 'a' || c > 'z') && c != '_' {
			return false
		}
	}
	return len(b) > 0
}

// VetText looks at a file that is text but not YAML, such as a template: bytes
// that are no UTF-8 and characters that are no text.
func VetText(file *layer.File) diag.List {
	s := newSource(file)
	if list := s.vetEncoding(); list != nil {
		return list
	}
	var list diag.List
	for i, line := range s.lines {
		if list = append(list, s.vetCharacters(i, line)...); len(list) > 50 {
			break
		}
	}
	return list
}

// vetEncoding refuses a file that is not UTF-8 from its first bytes on.
func (s *source) vetEncoding() diag.List {
	if bytes.HasPrefix(s.data, []byte("\xff\xfe")) || bytes.HasPrefix(s.data, []byte("\xfe\xff")) || bytes.IndexByte(s.data, 0) >= 0 {
		return diag.List{diag.New(CodeNotText, diag.Error, s.place(pos{line: 1, column: 1}), "",
			"this file is not saved as UTF-8 text (it looks like UTF-16 or a program's own format)").
			WithHint("open it in your editor and choose Save as, encoding UTF-8")}
	}
	return nil
}

// vet looks for what no YAML parser should be asked to read. An empty List means
// that the bytes are text, in one document, indented with spaces.
func (s *source) vet() diag.List {
	if list := s.vetEncoding(); list != nil {
		return list
	}
	var list diag.List
	content, ended, done := false, false, false
	for i, line := range s.lines {
		list = append(list, s.vetCharacters(i, line)...)
		if indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]; strings.Contains(indent, "\t") && indent != line {
			column := strings.IndexByte(indent, '\t') + 1
			list = append(list, diag.New(CodeSyntax, diag.Error, s.place(pos{i + 1, column, i + 1, column + 1}), "",
				"this line is indented with a tab").
				WithHint("indent with spaces, two a step; an editor can replace tabs by spaces"))
		}
		ended = ended || line == "..."
		marker := line == "---" || strings.HasPrefix(line, "--- ")
		said := strings.TrimSpace(line) != "" && !strings.HasPrefix(strings.TrimSpace(line), "#")
		switch {
		case (marker || ended && said && line != "...") && content && !done:
			done = true
			list = append(list, diag.New(CodeSeveralDocuments, diag.Error, s.place(pos{i + 1, 1, i + 1, 4}), "",
				"a second document starts here").
				WithHint("one thing, one file: move what follows to a file of its own"))
		case said:
			content = true
		}
		if len(list) > 50 {
			break
		}
	}
	return list
}

// vetCharacters refuses bytes that are no UTF-8 and characters that are no text.
func (s *source) vetCharacters(i int, line string) diag.List {
	column := 0
	for at, r := range line {
		column++
		here := pos{i + 1, column, i + 1, column + 1}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(line[at:]); size == 1 {
				return diag.List{diag.New(CodeNotText, diag.Error, s.place(here), "",
					"there is a byte here that is not UTF-8 (%#02x); the file was perhaps saved as Windows or Latin-1 text", line[at]).
					WithHint("open it in your editor and choose Save as, encoding UTF-8")}
			}
		}
		if r != '\t' && notText(r) {
			return diag.List{diag.New(CodeNotText, diag.Error, s.place(here), "",
				"there is a character here that is not text (%U)", r).
				WithHint("take it away; it may have come along when the text was copied")}
		}
	}
	return nil
}

// notText reports whether r is a character that no writer means to write.
func notText(r rune) bool {
	return unicode.IsControl(r) || diag.IsMark(r) || r&0xFFFE == 0xFFFE || r == '\u2028' || r == '\u2029'
}
