package document

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"text/template"
	"time"
	"unicode"
	"unicode/utf8"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/strictyaml"
)

// wordError is what a template function says when it is used wrongly.
type wordError struct{ message, hint diag.Message }

func (e *wordError) Error() string { return e.message.String() }

// Special marks stand for things that are not text. Their numbers lie above those
// of any profile.
const (
	fieldMark = 1 << 28
	breakMark = fieldMark + 1
)

const nbsp = "\u00a0"

// funcs are the words that templates can use, for one language.
func (s *Set) funcs() template.FuncMap {
	w := wordsIn(s.lang)
	return template.FuncMap{
		"date":      w.date,
		"day":       w.day,
		"moment":    w.moment,
		"number":    w.number,
		"amount":    w.amount,
		"span":      w.span,
		"list":      w.list,
		"plural":    plural,
		"lower":     lowerFirst,
		"upper":     upperFirst,
		"stop":      stop,
		"unstop":    unstop,
		"word":      s.word,
		"where":     where,
		"without":   without,
		"pluck":     pluck,
		"field":     func(label string) string { return diag.Mark(fieldMark, diag.Plain(label)) },
		"pagebreak": func() string { return diag.Mark(breakMark, "-") },
		"link":      func(text, href string) string { return "[" + text + "](" + href + ")" },
		"title":     Title,
		"first":     firstSentence,
		"eq":        equal,
		"ne":        func(a, b any) bool { return !equal(a, b) },
		"len":       length,
		"slice":     slice,
		"printf":    printf,
		"print":     func(args ...any) string { return fmt.Sprint(args...) },
		"println":   func(args ...any) string { return fmt.Sprintln(args...) },
		"html":      noSuch("html"),
		"js":        noSuch("js"),
		"urlquery":  noSuch("urlquery"),
	}
}

// dictionary is what differs between the languages.
type dictionary struct {
	lang     string
	months   []string
	weekdays []string
	and      string
	atTime   string // of a date and a time
	to       string // between two numbers
	comma    string
	thousand string
}

func wordsIn(lang string) dictionary {
	if lang == "en" {
		return dictionary{
			lang:     "en",
			months:   []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
			weekdays: []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
			and:      "and", atTime: "%s at %s", to: "to", comma: ".", thousand: ",",
		}
	}
	return dictionary{
		lang:     "nl",
		months:   []string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
		weekdays: []string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
		and:      "en", atTime: "%s om %s uur", to: "tot", comma: ",", thousand: ".",
	}
}

func (w dictionary) parse(text string) (time.Time, error) {
	for _, t := range []strictyaml.Type{strictyaml.Date, strictyaml.Moment} {
		if at, err := strictyaml.ParseTime(t, diag.Plain(text)); err == nil {
			return at, nil
		}
	}
	return time.Time{}, &wordError{message: diag.Say("%q is not a date", diag.Plain(text))}
}

func (w dictionary) dateOf(t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), w.months[t.Month()-1], t.Year())
}

// date writes 2027-03-01 as 1 maart 2027.
func (w dictionary) date(text string) (string, error) {
	t, err := w.parse(text)
	if err != nil {
		return "", err
	}
	return w.dateOf(t), nil
}

// day puts the day of the week before the date.
func (w dictionary) day(text string) (string, error) {
	t, err := w.parse(text)
	if err != nil {
		return "", err
	}
	return w.weekdays[t.Weekday()] + " " + w.dateOf(t), nil
}

// moment writes a date with its time; the time is the one that stands in the
// text, whatever zone the reader is in.
func (w dictionary) moment(text string) (string, error) {
	t, err := w.parse(text)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(w.atTime, w.weekdays[t.Weekday()]+" "+w.dateOf(t), t.Format("15:04")), nil
}

// number writes 1.6 as 1,6, without zeros at the end.
func (w dictionary) number(x any) (string, error) {
	f, err := toFloat(x)
	if err != nil {
		return "", err
	}
	whole, rest, _ := strings.Cut(strconv.FormatFloat(math.Round(math.Abs(f)*100)/100, 'f', -1, 64), ".")
	s := w.grouped(whole)
	if rest != "" {
		s += w.comma + rest
	}
	if f < 0 {
		s = "-" + s
	}
	return s, nil
}

func (w dictionary) grouped(digits string) string {
	if len(digits) < 4 {
		return digits
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(w.thousand)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// amount writes euros: € 3.210 or € 3.210,50, never broken over a line.
func (w dictionary) amount(x any) (string, error) {
	f, err := toFloat(x)
	if err != nil {
		return "", err
	}
	cents := int64(math.Round(f * 100))
	s := "€" + nbsp
	if w.lang == "en" {
		s = "€"
	}
	s += w.grouped(strconv.FormatInt(cents/100, 10))
	if cents%100 != 0 {
		s += fmt.Sprintf("%s%02d", w.comma, cents%100)
	}
	return s, nil
}

// span writes two numbers as "24 tot 28", or one when they are the same or the
// second is missing.
func (w dictionary) span(from, to any) (string, error) {
	a, err := w.number(from)
	if err != nil {
		return "", err
	}
	b, err := w.number(to)
	if err != nil {
		return "", err
	}
	if a == b || b == "0" {
		return a, nil
	}
	if a == "0" {
		return b, nil
	}
	return a + " " + w.to + " " + b, nil
}

// list joins texts as "a, b en c".
func (w dictionary) list(texts []string) string {
	switch n := len(texts); n {
	case 0:
		return ""
	case 1:
		return texts[0]
	default:
		return strings.Join(texts[:n-1], ", ") + " " + w.and + " " + texts[n-1]
	}
}

// word is the dictionary's, remembered: looking through the tables of fields takes
// long, and a document asks for the same few words again and again.
func (s *Set) word(path, value string) (string, error) {
	key := path + "=" + value
	if word, ok := s.words[key]; ok {
		return word, nil
	}
	word, err := wordsIn(s.lang).word(path, value)
	if err == nil {
		s.words[key] = word
	}
	return word, err
}

// word gives the word for a value that a definition chooses from a fixed list:
// word "opening.contract.kind" "permanent".
func (w dictionary) word(path, value string) (string, error) {
	kind, rest, _ := strings.Cut(path, ".")
	k := catalog.KindNamed(kind)
	if k == nil {
		return "", &wordError{message: diag.Say("there is no kind of definition %q", kind)}
	}
	fields := k.Fields()
	var f *strictyaml.Field
	for step := range strings.SplitSeq(rest, ".") {
		if f = strictyaml.Lookup(fields, step); f == nil {
			return "", &wordError{message: diag.Say("there is no field %q", path)}
		}
		fields = f.Fields
	}
	for _, c := range f.Choices {
		if c.Value == value {
			return c.Words.In(w.lang), nil
		}
	}
	return "", &wordError{message: diag.Say("%q is not a value of %q", value, path)}
}

// plural picks the word that fits n.
func plural(n any, one, many string) (string, error) {
	f, err := toFloat(n)
	if err != nil {
		return "", err
	}
	if f == 1 {
		return one, nil
	}
	return many, nil
}

// lowerFirst makes a text fit inside a sentence: its first letter is small,
// unless the word is written in capitals.
func lowerFirst(s string) string {
	return diag.MapMarked(s, func(t string, first bool) string {
		r, size := utf8.DecodeRuneInString(t)
		next, _ := utf8.DecodeRuneInString(t[size:])
		if !first || unicode.IsUpper(next) || unicode.IsDigit(next) {
			return t
		}
		return string(unicode.ToLower(r)) + t[size:]
	})
}

// upperFirst starts a sentence; the Dutch ij goes up as one letter.
func upperFirst(s string) string {
	return diag.MapMarked(s, func(t string, first bool) string {
		if !first {
			return t
		}
		if strings.HasPrefix(t, "ij") {
			return "IJ" + t[2:]
		}
		r, size := utf8.DecodeRuneInString(t)
		return string(unicode.ToUpper(r)) + t[size:]
	})
}

// stop ends a text with a full stop, unless it ends in a mark of its own.
func stop(s string) string {
	p := strings.TrimRight(diag.Plain(s), `"'”’)`)
	if p == "" || strings.ContainsAny(p[len(p)-1:], ".!?:;") || strings.HasSuffix(p, "…") {
		return s
	}
	return s + "."
}

// unstop takes the full stop off, so that a text can stand inside a sentence.
func unstop(s string) string {
	pieces, _ := diag.Unmark(s)
	last := len(pieces) - 1
	var b strings.Builder
	for i, p := range pieces {
		t := p.Text
		if i == last {
			t = strings.TrimSuffix(t, ".")
		}
		if p.Number >= 0 {
			t = diag.Mark(p.Number, t)
		}
		b.WriteString(t)
	}
	return b.String()
}

// firstSentence is a text up to its first full stop.
func firstSentence(s string) string {
	done := false
	return diag.MapMarked(s, func(t string, _ bool) string {
		if done {
			return ""
		}
		if end := strings.Index(t, ". "); end >= 0 {
			done = true
			return t[:end+1]
		}
		return t
	})
}

// The functions below stand in for some that text/template has built in, which
// would count, compare or cut the marks around a text.

// equal compares texts by their words, numbers by their value.
func equal(a any, others ...any) bool {
	for _, b := range others {
		x, y := reflect.ValueOf(a), reflect.ValueOf(b)
		switch {
		case x.Kind() == reflect.String && y.Kind() == reflect.String:
			if diag.Plain(x.String()) == diag.Plain(y.String()) {
				return true
			}
		default:
			f, errA := toFloat(a)
			g, errB := toFloat(b)
			if errA == nil && errB == nil && f == g || errA != nil && reflect.DeepEqual(a, b) {
				return true
			}
		}
	}
	return false
}

// length counts the characters of a text, or the things in a list.
func length(x any) (int, error) {
	switch v := reflect.ValueOf(x); v.Kind() {
	case reflect.String:
		return utf8.RuneCountInString(diag.Plain(v.String())), nil
	case reflect.Slice, reflect.Map, reflect.Array:
		return v.Len(), nil
	}
	return 0, &wordError{message: diag.Say("this is not a list")}
}

// slice takes a part of a list; a text cannot be cut, for its mark would be lost.
func slice(x any, bounds ...int) (any, error) {
	v := reflect.ValueOf(x)
	if v.Kind() != reflect.Slice {
		return nil, &wordError{diag.Say("a text cannot be cut here"), diag.Say("use first for its first sentence")}
	}
	from, to := 0, v.Len()
	if len(bounds) > 0 {
		from = bounds[0]
	}
	if len(bounds) > 1 {
		to = bounds[1]
	}
	if len(bounds) > 2 || from < 0 || to > v.Len() || from > to {
		return nil, &wordError{message: diag.Say("a list of %d has no part from %d to %d", v.Len(), from, to)}
	}
	return v.Slice(from, to).Interface(), nil
}

// printf is fmt.Sprintf, as long as it leaves the marks whole.
func printf(format string, args ...any) (string, error) {
	if err := tooWide(format, args); err != nil {
		return "", err
	}
	out := fmt.Sprintf(format, args...)
	marks := countMarks(format)
	for _, a := range args {
		if s, ok := a.(string); ok {
			marks += countMarks(s)
		}
	}
	if countMarks(out) != marks {
		return "", &wordError{diag.Say("printf would lose where a text comes from"), diag.Say("use %s for a text, without a width", "%s")}
	}
	return out, nil
}

func countMarks(s string) int {
	n := 0
	for _, r := range s {
		if diag.IsMark(r) {
			n++
		}
	}
	return n
}

func noSuch(name string) func(...any) (string, error) {
	return func(...any) (string, error) {
		return "", &wordError{diag.Say("the function %q has no use here", name), diag.Say("every format writes texts safely by itself")}
	}
}

// where keeps the things whose field has this value.
func where(list any, name string, value any) (any, error) { return sift(list, name, value, true) }

// without keeps the things whose field has another value.
func without(list any, name string, value any) (any, error) { return sift(list, name, value, false) }

func sift(list any, name string, value any, want bool) (any, error) {
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return nil, &wordError{message: diag.Say("this is not a list")}
	}
	out := reflect.MakeSlice(v.Type(), 0, v.Len())
	for i := range v.Len() {
		f, err := member(v.Index(i), name)
		if err != nil {
			return nil, err
		}
		if (fmt.Sprint(f.Interface()) == fmt.Sprint(value)) == want {
			out = reflect.Append(out, v.Index(i))
		}
	}
	return out.Interface(), nil
}

// pluck takes one text out of each thing in a list.
func pluck(list any, name string) ([]string, error) {
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return nil, &wordError{message: diag.Say("this is not a list")}
	}
	out := make([]string, v.Len())
	for i := range out {
		f, err := member(v.Index(i), name)
		if err != nil {
			return nil, err
		}
		out[i] = fmt.Sprint(f.Interface())
	}
	return out, nil
}

func member(v reflect.Value, name string) (reflect.Value, error) {
	if v.Kind() == reflect.Struct {
		if f := v.FieldByName(name); f.IsValid() && f.CanInterface() {
			return f, nil
		}
	}
	return reflect.Value{}, &wordError{message: diag.Say("there is no field %q here", name)}
}

func toFloat(x any) (float64, error) {
	switch v := reflect.ValueOf(x); {
	case v.CanFloat():
		return v.Float(), nil
	case v.CanInt():
		return float64(v.Int()), nil
	}
	return 0, &wordError{message: diag.Say("this is not a number: %v", x)}
}

// Title is what a document of p calls the work: the opening's own title, that of
// the one role, or, for several, the short names behind "Ervaringsdeskundige".
func Title(p *profile.Profile) string {
	switch {
	case p.Opening.Title != "":
		return p.Opening.Title
	case len(p.Parts) == 1:
		return p.Parts[0].Title
	case len(p.Parts) == 0:
		return ""
	}
	shorts := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		shorts[i] = part.Short
	}
	joined := wordsIn(p.Lang).list(shorts)
	if p.Lang == "en" {
		return "Peer worker: " + joined
	}
	return "Ervaringsdeskundige: " + joined
}
