package strictyaml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"rolprofiel/pkg/diag"
)

// WithSuggestion ends d in what to do about a word that is not known: the nearest
// choice, with a fix, or the choices themselves when they are few.
func WithSuggestion(d diag.Diagnostic, word string, choices []string) diag.Diagnostic {
	if near := diag.Nearest(word, choices); near != "" {
		d = d.WithHint("did you mean %q?", near)
		if d.Place.Line > 0 {
			d = d.WithFix(d.Place, near, "replace %s by %s", word, near)
		}
		return d
	}
	if len(choices) > 0 && len(choices) <= 7 {
		return d.WithHint("choose from: %s", strings.Join(choices, ", "))
	}
	return d
}

// unknownKey returns the key that was probably meant, so that it is not called
// missing as well.
func (d *decoder) unknownKey(key *yaml.Node, open []string, path string) string {
	x := diag.New(CodeUnknownKey, diag.Error, d.place(d.tokenOf(key)), Join(path, key.Value), "the key %q is not known here", key.Value)
	x = WithSuggestion(x, key.Value, open)
	switch {
	case len(open) == 0:
		x = x.WithHint("every key that belongs here is here; take this one away")
	case x.Hint.IsZero():
		x = x.WithHint("keys that can still be added here: %s", strings.Join(open, ", "))
	}
	d.say(x)
	return diag.Nearest(key.Value, open)
}

// missing lists the keys of fields that do not stand in n.
func missing(fields []Field, n *yaml.Node) []string {
	open := []string{}
	for _, f := range fields {
		if keyNode(n.Content, f.Key) == nil {
			open = append(open, f.Key)
		}
	}
	return open
}

func (d *decoder) wrongType(n *yaml.Node, path string, f *Field) {
	x := diag.New(CodeWrongType, diag.Error, d.place(d.tokenOf(n)), path, "expected %s, found %s", f.message(), found(n))
	if dotted := strings.Replace(n.Value, ",", ".", 1); (f.Type == Number || f.Type == Int) && dotted != n.Value {
		if _, err := strconv.ParseFloat(dotted, 64); err == nil {
			x = x.WithHint("write a decimal point: %s", dotted).WithFix(x.Place, dotted, "replace %s by %s", n.Value, dotted)
		}
	}
	d.say(x)
}

// found names what stands at n for a reader.
func found(n *yaml.Node) diag.Message {
	switch n.Kind {
	case yaml.MappingNode:
		return diag.Say("a group of keys")
	case yaml.SequenceNode:
		return diag.Say("a list")
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		return diag.Say("the number %s", n.Value)
	case "!!bool":
		return diag.Say("%s, which YAML reads as yes or no", n.Value)
	}
	short := strings.Join(strings.Fields(n.Value), " ")
	if utf8.RuneCountInString(short) > 40 {
		short = string([]rune(short)[:39]) + "…"
	}
	return diag.Say("the text %q", short)
}

func (d *decoder) notPlain(n *yaml.Node, path string) {
	x := diag.New(CodeNotPlain, diag.Error, d.place(d.tokenOf(n)), path, "this way of writing YAML is not used here")
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "" || n.Value == "<<":
		x = x.WithHint("write the text out where it belongs, without & and *")
	case n.Kind == yaml.SequenceNode:
		x = x.WithHint("write a list below its key, each item on a line of its own with a dash")
	case n.Kind == yaml.MappingNode:
		x = x.WithHint("write each key on a line of its own, without braces")
	default:
		x = x.WithHint("take away the exclamation mark and what belongs to it, or put the text between double quotes")
	}
	d.say(x)
}

func choiceList(options []Option) string {
	values := make([]string, len(options))
	for i, o := range options {
		values[i] = o.Value
	}
	return strings.Join(values, ", ")
}

// tokenOf returns the place of the token at n: the word itself, not the structure
// around it. For a block of text it is the text from its first line to its last.
func (s *source) tokenOf(n *yaml.Node) pos {
	at := pos{n.Line, n.Column, n.Line, n.Column + 1}
	if n.Kind != yaml.ScalarNode || n.Line < 1 || n.Line > len(s.lines) {
		return at
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return s.blockOf(n)
	}
	line := s.lines[n.Line-1]
	from, ok := runeOffset(line, n.Column-1)
	if !ok {
		return at
	}
	rest := line[from:]
	length := len(rest)
	switch {
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		length = quoted(rest)
	case strings.HasPrefix(rest, n.Value):
		length = len(n.Value)
	}
	at.endColumn = n.Column + utf8.RuneCountInString(rest[:length])
	return at
}

// runeOffset is where rune number n of s begins.
func runeOffset(s string, n int) (int, bool) {
	for i := range s {
		if n == 0 {
			return i, true
		}
		n--
	}
	return len(s), n == 0
}

// quoted is the length in bytes of the quoted text that rest starts with.
func quoted(rest string) int {
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[0] == '"' && rest[i] == '\\':
			i++
		case rest[0] == '\'' && rest[i] == '\'' && i+1 < len(rest) && rest[i+1] == '\'':
			i++
		case rest[i] == rest[0]:
			return i + 1
		}
	}
	return len(rest)
}

func (s *source) blockOf(n *yaml.Node) pos {
	first := n.Line + 1
	for first <= len(s.lines) && strings.TrimSpace(s.lines[first-1]) == "" {
		first++
	}
	if first > len(s.lines) {
		return pos{n.Line, n.Column, n.Line, n.Column + 1}
	}
	indent := indentOf(s.lines[first-1])
	last := first
	for i := first; i < len(s.lines); i++ {
		text := s.lines[i]
		if strings.TrimSpace(text) == "" {
			continue
		}
		if indentOf(text) < indent {
			break
		}
		last = i + 1
	}
	return pos{first, indent + 1, last, utf8.RuneCountInString(strings.TrimRight(s.lines[last-1], " ")) + 1}
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
