package diag

import "strings"

// Nearest returns the choice that word was most likely meant to be, or "" when
// none is near. Case counts for nothing, a swap of two neighbours counts as one
// slip, and of equally near choices the first wins.
func Nearest(word string, choices []string) string {
	best, bestAt := "", 1+slips(word)
	for _, c := range choices {
		if word == "" || c == "" {
			continue
		}
		low, choice := strings.ToLower(word), strings.ToLower(c)
		at := distance(low, choice, bestAt)
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

// distance is the optimal string alignment distance of a and b in runes, or any
// number of at least limit when it is that far.
func distance(as, bs string, limit int) int {
	a, b := []rune(as), []rune(bs)
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
