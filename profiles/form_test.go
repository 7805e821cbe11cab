package profiles_test

import (
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
)

// passages calls f for every text of the library in one language.
func passages(t *testing.T, lang string, f func(e catalog.Entry, p diag.Passage)) {
	t.Helper()
	l := open(lang)
	for _, k := range catalog.Kinds() {
		for _, id := range l.IDs(k.Name) {
			e, ok := l.Entry(&k, id)
			if !ok {
				t.Fatalf("%s/%s", k.Name, id)
			}
			for _, p := range e.Facts().Passages() {
				f(e, p)
			}
		}
	}
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var sentenceEnd = regexp.MustCompile(`[.!?:]["”’]?\s+|\n\n`)

// Sentences are short: none over 25 words, and 15 at most on average.
func TestSentencesAreShort(t *testing.T) {
	for _, lang := range []string{catalog.Dutch, catalog.English} {
		words, sentences := 0, 0
		passages(t, lang, func(e catalog.Entry, p diag.Passage) {
			if e.Facts().Kind.Name == catalog.KindSource && strings.HasSuffix(p.Path, "title") {
				return // a heading is the report's own
			}
			for _, s := range sentenceEnd.Split(p.Text, -1) {
				n := len(wordsOf(s))
				if n > 25 {
					t.Errorf("%s: %d words: %s", p.Place, n, s)
				}
				if n > 0 && !strings.HasSuffix(p.Path, "title") {
					words, sentences = words+n, sentences+1
				}
			}
		})
		average := float64(words) / float64(sentences)
		t.Logf("%s: %d sentences of %.1f words on average", lang, sentences, average)
		if average > 15 {
			t.Errorf("%s: %.1f words a sentence on average", lang, average)
		}
	}
}

var schoolLevels = regexp.MustCompile(`(?i)\b(mbo|hbo|vmbo|havo|wo-niveau|bachelor|master'?s)\b`)

// No school levels, no addresses of people, and no question for the why of
// somebody's experience.
func TestWhatIsNeverSaid(t *testing.T) {
	for _, lang := range []string{catalog.Dutch, catalog.English} {
		passages(t, lang, func(e catalog.Entry, p diag.Passage) {
			if schoolLevels.MatchString(p.Text) {
				t.Errorf("%s: a school level: %s", p.Place, p.Text)
			}
			if strings.Contains(p.Text, "@") {
				t.Errorf("%s: an address: %s", p.Place, p.Text)
			}
		})
	}
}

func isSign(e catalog.Entry, p diag.Passage) bool {
	return e.Facts().Kind.Name == catalog.KindCompetency && strings.Contains(p.Path, "signs[") && strings.HasSuffix(p.Path, ".text")
}

// A sign begins with what somebody is seen to do: a verb from the list, in the
// third person. To know, to be and to be able are not on it; nobody sees them.
func TestSignsBeginWithAVerb(t *testing.T) {
	for _, lang := range []string{catalog.Dutch, catalog.English} {
		name := "testdata/verbs." + lang + ".txt"
		used := map[string]bool{}
		for _, verb := range lines(t, name) {
			used[verb] = false
		}
		passages(t, lang, func(e catalog.Entry, p diag.Passage) {
			if !isSign(e, p) {
				return
			}
			first := strings.Trim(strings.Fields(p.Text)[0], ",")
			if _, ok := used[first]; !ok {
				t.Errorf("%s: %q is not a verb of %s: %s", p.Place, first, name, p.Text)
			}
			used[first] = true
		})
		for verb, ok := range used {
			if !ok {
				t.Errorf("%s: no sign begins with %s; take it away", name, verb)
			}
		}
	}
}

var (
	passive = map[string]*regexp.Regexp{
		catalog.Dutch:   regexp.MustCompile(`(?i)\b(word|wordt|worden|werd|werden|geworden)\b`),
		catalog.English: regexp.MustCompile(`(?i)\b(am|is|are|was|were|be|been|being) (\w+ly |not |never )?(\w+ed|given|held|kept|known|left|made|met|paid|put|seen|sent|set|shown|taken|told|understood|written)\b`),
	}
	agent = map[string]*regexp.Regexp{
		catalog.Dutch:   regexp.MustCompile(`(?i)\b(word|wordt|worden|werd|werden)\b.*\bdoor\b`),
		catalog.English: regexp.MustCompile(passive[catalog.English].String() + ` by (a|an|the|your|you|me|us|him|her|them|one|somebody|someone|people|residents|colleagues|management)\b`),
	}
)

// Sentences say who does what: no passive that names its agent, and no two
// passives in one sentence.
func TestNoPassiveChains(t *testing.T) {
	for lang, form := range passive {
		found := 0
		passages(t, lang, func(e catalog.Entry, p diag.Passage) {
			for _, s := range sentenceEnd.Split(p.Text, -1) {
				n := len(form.FindAllString(s, -1))
				found += n
				if n > 1 || agent[lang].MatchString(s) {
					t.Errorf("%s: passive: %s", p.Place, s)
				}
			}
		})
		t.Logf("%s: %d passives", lang, found)
	}
}

// No sign of a competency stands twice in the library, nor nearly.
func TestNoSignTwice(t *testing.T) {
	type sign struct {
		place diag.Place
		text  string
		words map[string]bool
	}
	var signs []sign
	passages(t, catalog.Dutch, func(e catalog.Entry, p diag.Passage) {
		if !isSign(e, p) {
			return
		}
		s := sign{p.Place, p.Text, map[string]bool{}}
		for _, w := range wordsOf(p.Text) {
			if len(w) > 3 {
				s.words[w] = true
			}
		}
		for _, other := range signs {
			shared := 0
			for w := range s.words {
				if other.words[w] {
					shared++
				}
			}
			if all := len(s.words) + len(other.words) - shared; all > 0 && float64(shared)/float64(all) > 0.6 {
				t.Errorf("%s and %s say nearly the same:\n%s\n%s", s.place, other.place, s.text, other.text)
			}
		}
		signs = append(signs, s)
	})
	t.Logf("%d signs", len(signs))
}

// No nine words in a row stand in a report. The reports are not ours to ship, so
// testdata holds only hashes of their runs of nine words.
func TestNoSentenceOfAReport(t *testing.T) {
	runs := hashes(t, "testdata/runs-of-nine-words.txt")
	if len(runs) < 3000 {
		t.Fatalf("only %d runs", len(runs))
	}
	passages(t, catalog.Dutch, func(e catalog.Entry, p diag.Passage) {
		if e.Facts().Kind.Name == catalog.KindSource && strings.HasSuffix(p.Path, "title") {
			return // titles and headings carry over
		}
		words := wordsOf(p.Text)
		for i := range len(words) - 8 {
			if runs[runHash(words[i:i+9])] {
				t.Errorf("%s: words of a report: %s", p.Place, strings.Join(words[i:i+9], " "))
			}
		}
	})
}

// hashes reads a file with a hash a line.
func hashes(t *testing.T, name string) map[uint64]bool {
	t.Helper()
	found := map[uint64]bool{}
	for _, line := range lines(t, name) {
		if h, err := strconv.ParseUint(line, 16, 64); err == nil {
			found[h] = true
		}
	}
	return found
}

// lines reads a list, one thing a line.
func lines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func runHash(words []string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(words, " ")))
	return h.Sum64()
}

// No person of the reports is named: not in the library, not in the templates and
// not in the guides. Only hashes of their names are kept here.
func TestNobodyIsNamed(t *testing.T) {
	names := hashes(t, "testdata/names-of-people.txt")
	if len(names) < 30 {
		t.Fatalf("only %d names", len(names))
	}
	look := func(where, text string) {
		for _, w := range wordsOf(text) {
			if names[runHash([]string{w})] {
				t.Errorf("%s: the name of a person: %s", where, w)
			}
		}
	}
	for _, lang := range []string{catalog.Dutch, catalog.English} {
		passages(t, lang, func(_ catalog.Entry, p diag.Passage) { look(p.Place.String(), p.Text) })
	}
	for _, root := range []string{"../templates", "../README.md", "../.github", "../pkg/report/pages"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			look(path, string(data))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Every statement names its source, and at most a quarter of them is our own
// proposal alone.
func TestEveryStatementIsSourced(t *testing.T) {
	l := open(catalog.Dutch)
	all, ours := 0, 0
	for _, k := range catalog.Kinds() {
		for _, id := range l.IDs(k.Name) {
			e, _ := l.Entry(&k, id)
			for _, statement := range e.Facts().Statements() {
				if len(statement.Sources) == 0 {
					t.Errorf("%s/%s: %s has no source", k.Name, id, statement.Path)
				}
				all++
				if !slices.ContainsFunc(statement.Sources, func(s string) bool { return s != catalog.Proposal }) {
					ours++
				}
			}
		}
	}
	t.Logf("%d of %d statements are our proposal: %.0f%%", ours, all, 100*float64(ours)/float64(all))
	if ours*4 > all {
		t.Errorf("%d of %d statements are our proposal", ours, all)
	}
}

// Every heading of every report carries a statement, or is excused with a reason.
func TestEveryHeadingCounts(t *testing.T) {
	for _, report := range open(catalog.Dutch).Coverage() {
		for _, h := range report.Headings {
			if (h.Statements == 0) != (h.Excused != "") {
				t.Errorf("%s#%s: %d statements, excused: %q", report.ID, h.ID, h.Statements, h.Excused)
			}
		}
	}
}
