package diag

import "strings"

// Nearest returns the choice that word was most likely meant to be, or "" when
// none is near. Case counts for nothing, a swap of two neighbours counts as one
// slip, and of equally near choices the first wins.
func Nearest(word string, choices []string) string {
	best, bestAt := "", 1+slips(word)
	low := strings.ToLower(word)
	m := measure{word: []rune(low)}
	for _, c := range choices {
		if word == "" || c == "" {
			continue
		}
		choice := strings.ToLower(c)
		at := m.distance(choice, bestAt)
		if at == 2 && len(low) <= 5 && low[0] != choice[0] {
			continue // two slips in a short word, and not even the same beginning
		}
		if at < bestAt {
			best, bestAt = c, at
		}
	}
	if best == "" {
		return contained(word, choices)
	}
	return best
}

// slips is how many mistakes a word of this length may hold.
func slips(word string) int {
	switch n := len([]rune(word)); {
	case n <= 3:
		return 1
	case n <= 5:
		return 2
	default:
		return n / 3
	}
}

// contained finds the one choice that word is a part of: "begeleiding" for
// "begeleiding-in-het-team".
func contained(word string, choices []string) string {
	if len(word) < 4 {
		return ""
	}
	found := ""
	for _, c := range choices {
		if !strings.Contains(c, word) {
			continue
		}
		if found != "" {
			return ""
		}
		found = c
	}
	return found
}

// measure holds a word that is compared with many others: there may be 100,000 ids
// to choose from, and 1,000 words that are none of them.
type measure struct {
	word, other       []rune
	before, row, next []int
}

// distance is the optimal string alignment distance of the word and other in
// runes, or any number of at least limit when it is that far.
func (m *measure) distance(other string, limit int) int {
	// A rune is four bytes at most: most choices are out by their length alone.
	if len(other) > 4*(len(m.word)+limit) || 4*(len(other)+limit) < len(m.word) {
		return limit
	}
	m.other = m.other[:0]
	for _, r := range other {
		m.other = append(m.other, r)
	}
	a, b := m.word, m.other
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	if n := len(b) + 1; cap(m.row) < n {
		m.before, m.row, m.next = make([]int, n), make([]int, n), make([]int, n)
	}
	before, row, next := m.before[:len(b)+1], m.row[:len(b)+1], m.next[:len(b)+1]
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		least := min(row[0], next[0])
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1], next[j+1])
		}
		if least >= limit {
			return limit // from two rows this far on it only gets further
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
