package profile

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/strictyaml"
)

// Many teams differ in their words alone. A hollow profile has a stand-in for every
// text of its team; what is made of it serves all teams of the same Shape, once the
// texts of each are put in the place of the stand-ins.
//
// A stand-in looks like a word to whoever handles text: it begins and ends in a
// letter that no language of today uses. The sign that a text ends in stays.
const standInLetter = "\uA66E"

// StandIn is the stand-in for text number n.
func StandIn(n int, text string) string {
	_, end := Ending(text)
	return standInLetter + strconv.Itoa(n) + standInLetter + end
}

// Ending parts a text from the sign that it ends in: a full stop, an exclamation
// mark or a question mark.
func Ending(text string) (words, end string) {
	if text != "" && strings.ContainsAny(text[len(text)-1:], ".!?") {
		return text[:len(text)-1], text[len(text)-1:]
	}
	return text, ""
}

// HasStandIn reports whether text may hold a stand-in.
func HasStandIn(text string) bool { return strings.Contains(text, standInLetter) }

// SplitStandIns cuts text at its stand-ins: between[i] stands before number
// which[i], and one more part follows the last.
func SplitStandIns(text string) (between []string, which []int, ok bool) {
	for {
		before, rest, found := strings.Cut(text, standInLetter)
		between = append(between, before)
		if !found {
			return between, which, true
		}
		digits, after, closed := strings.Cut(rest, standInLetter)
		n, err := strconv.Atoi(digits)
		if !closed || err != nil || n < 0 {
			return nil, nil, false
		}
		which, text = append(which, n), after
	}
}

// Hollow tells the shape of a team and its texts, in the order in which stand-ins
// are numbered. Two teams of one shape have everything in common but the words of
// their texts. ok is false for a team that changes roles or is not in order: its
// profiles are its own.
func Hollow(d *catalog.Definition[catalog.Team]) (shape string, texts []string, ok bool) {
	if len(d.Value.Adjust) > 0 || len(d.Said) > 0 {
		return "", nil, false
	}
	value := d.Value
	strictyaml.Rewrite(d.Kind.Fields(), &value, func(_ string, _ *strictyaml.Field, text string, _ []string) string {
		texts = append(texts, text)
		return StandIn(len(texts)-1, text)
	})
	data, err := json.Marshal(&value)
	if err != nil {
		return "", nil, false
	}
	paths := d.Parsed.Places.Paths()
	slices.Sort(paths)
	return string(data) + "\n" + strings.Join(paths, "\n"), texts, true
}

// hollowed is the value of a team with a stand-in for each of its texts.
func hollowed(m *composer, d *catalog.Definition[catalog.Team]) catalog.Team {
	value, n := d.Value, 0
	strictyaml.Rewrite(d.Kind.Fields(), &value, func(path string, _ *strictyaml.Field, text string, sources []string) string {
		text = StandIn(n, text)
		n++
		return m.p.Origins.mark(text, d.Origin(path, nil, sources))
	})
	return value
}

// Hollowable reports whether no text but those of the team can be taken for a
// stand-in.
func (p *Profile) Hollowable() bool { return !p.Origins.clash }

// IsHollow reports whether the texts of the team are stand-ins.
func (p *Profile) IsHollow() bool { return p.Origins != nil && p.Origins.hollow }
