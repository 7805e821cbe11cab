package strictyaml

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// readPlain reads the YAML that definitions are written in: block mappings and
// lists, one-line scalars and literal blocks. It makes the same nodes as yaml.v3,
// comments aside, in a fraction of its time; yaml.v3 was most of the time of every
// command. Whatever is even a little unusual it leaves to yaml.v3: ok is false.
// A test and a fuzz target hold the two against each other.
func readPlain(lines []string) (root *yaml.Node, ok bool) {
	if slices.ContainsFunc(lines, func(l string) bool { return strings.IndexByte(l, '\t') >= 0 }) {
		return nil, false
	}
	p := &plainReader{lines: slices.Clone(lines)}
	indent, more := p.next()
	if !more {
		return nil, false
	}
	root = p.block(indent)
	if _, more := p.next(); more {
		return nil, false
	}
	return root, !p.odd
}

type plainReader struct {
	lines []string
	at    int  // index of the line to read
	odd   bool // something was left to yaml.v3
	slab  []yaml.Node
}

func (p *plainReader) give() *yaml.Node {
	p.odd = true
	return &yaml.Node{}
}

func (p *plainReader) node(kind yaml.Kind, line, column int) *yaml.Node {
	if len(p.slab) == 0 {
		p.slab = make([]yaml.Node, 64)
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	n.Kind, n.Line, n.Column = kind, line+1, column+1
	return n
}

// next goes to the next line that says something and returns its indent.
func (p *plainReader) next() (indent int, more bool) {
	for ; p.at < len(p.lines) && !p.odd; p.at++ {
		line := p.lines[p.at]
		indent = indentOf(line)
		if indent == len(line) || line[indent] == '#' {
			continue
		}
		return indent, true
	}
	return 0, false
}

func (p *plainReader) block(indent int) *yaml.Node {
	line := p.lines[p.at]
	if strings.HasPrefix(line[indent:], "- ") {
		return p.sequence(indent)
	}
	return p.mapping(indent)
}

func (p *plainReader) mapping(indent int) *yaml.Node {
	n := p.node(yaml.MappingNode, p.at, indent)
	n.Tag = "!!map"
	for {
		at, more := p.next()
		if !more || at < indent {
			return n
		}
		line := p.lines[p.at]
		length, ok := keyAt(line[indent:])
		if at > indent || !ok {
			return p.give()
		}
		key := p.node(yaml.ScalarNode, p.at, indent)
		key.Tag, key.Value = "!!str", line[indent:indent+length]
		n.Content = append(n.Content, key, p.value(indent, indent+length+1))
		if p.odd {
			return n
		}
	}
}

// keyAt is the length of the key that s starts with. Only words that cannot be
// anything but a string are taken.
func keyAt(s string) (int, bool) {
	colon := strings.IndexByte(s, ':')
	if colon <= 0 || colon+1 < len(s) && s[colon+1] != ' ' {
		return 0, false
	}
	for i := range colon {
		if c := s[i]; (c < 'a' || c > 'z') && c != '_' && (i == 0 || c != '-') {
			return 0, false
		}
	}
	switch s[:colon] {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		return 0, false
	}
	return colon, true
}

func (p *plainReader) sequence(indent int) *yaml.Node {
	n := p.node(yaml.SequenceNode, p.at, indent)
	n.Tag = "!!seq"
	for {
		at, more := p.next()
		if !more || at < indent {
			return n
		}
		line := p.lines[p.at]
		if at > indent || !strings.HasPrefix(line[indent:], "- ") {
			return p.give()
		}
		inner := indent + 2
		if inner >= len(line) || line[inner] == ' ' || line[inner] == '-' {
			return p.give()
		}
		if _, ok := keyAt(line[inner:]); ok {
			// A mapping whose first key stands behind the dash: with a space for the
			// dash it is like any other.
			p.lines[p.at] = line[:indent] + "  " + line[inner:]
			n.Content = append(n.Content, p.mapping(inner))
		} else {
			n.Content = append(n.Content, p.value(indent, inner))
		}
		if p.odd {
			return n
		}
	}
}

// value reads what stands on the line from offset on, inside something of this
// indent, or the block below it.
func (p *plainReader) value(indent, offset int) *yaml.Node {
	line := p.lines[p.at]
	for offset < len(line) && line[offset] == ' ' {
		offset++
	}
	rest := strings.TrimRight(line[offset:], " ")
	start := p.at
	if rest == "" {
		p.at++
		inner, more := p.next()
		if !more || inner <= indent {
			return p.give()
		}
		return p.block(inner)
	}
	n := p.node(yaml.ScalarNode, start, offset)
	if rest == "|" {
		return p.literal(n, indent)
	}
	p.at++
	if inner, more := p.next(); more && inner > indent {
		return p.give() // the scalar goes on
	}
	switch first := rest[0]; {
	case first == '"' || first == '\'':
		return p.quotedScalar(n, rest)
	default:
		return p.plainScalar(n, rest)
	}
}

func (p *plainReader) plainScalar(n *yaml.Node, s string) *yaml.Node {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) || strings.Contains(s, ": ") || strings.HasSuffix(s, ":") || strings.Contains(s, " #") {
		return p.give()
	}
	n.Value = s
	n.Tag = n.ShortTag()
	return n
}

func (p *plainReader) quotedScalar(n *yaml.Node, s string) *yaml.Node {
	if len(s) < 2 || s[len(s)-1] != s[0] {
		return p.give()
	}
	inner := s[1 : len(s)-1]
	if strings.IndexByte(inner, s[0]) >= 0 || s[0] == '"' && strings.IndexByte(inner, '\\') >= 0 {
		return p.give()
	}
	n.Style = yaml.SingleQuotedStyle
	if s[0] == '"' {
		n.Style = yaml.DoubleQuotedStyle
	}
	n.Tag, n.Value = "!!str", inner
	return n
}

// literal reads the lines of a block behind |: those deeper than indent, up to
// the last that is not blank.
func (p *plainReader) literal(n *yaml.Node, indent int) *yaml.Node {
	n.Tag, n.Style = "!!str", yaml.LiteralStyle
	p.at++
	first := p.at
	if first >= len(p.lines) {
		return p.give()
	}
	deep := indentOf(p.lines[first])
	if deep <= indent || deep == len(p.lines[first]) {
		return p.give()
	}
	last, size := first, 0
	for i := first; i < len(p.lines); i++ {
		line := p.lines[i]
		in := indentOf(line)
		if in == len(line) {
			if in > deep {
				return p.give()
			}
			continue
		}
		if in < deep {
			if in > indent || line[in] == '#' {
				return p.give()
			}
			break
		}
		last = i
		size += len(line)
	}
	if last == len(p.lines)-1 {
		return p.give() // the file ends inside the text
	}
	var b strings.Builder
	b.Grow(size + last - first + 1)
	for _, line := range p.lines[first : last+1] {
		if len(line) > deep {
			b.WriteString(line[deep:])
		}
		b.WriteByte('\n')
	}
	n.Value = b.String()
	p.at = last + 1
	return n
}
