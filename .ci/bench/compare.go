//go:build ignore

// Compare times two commands in turn, A B A B …, and prints the median wall time
// of each and the median of their ratios. Usage:
//
//	go run compare.go ROUNDS LIMIT 'COMMAND A' 'COMMAND B'
//
// It ends with status 1 when the ratio A/B is over LIMIT.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	rounds, _ := strconv.Atoi(os.Args[1])
	limit, _ := strconv.ParseFloat(os.Args[2], 64)
	a, b := strings.Fields(os.Args[3]), strings.Fields(os.Args[4])
	var as, bs, ratios []float64
	for i := range rounds + 1 {
		x, y := run(a), run(b)
		if i == 0 {
			continue // the first round warms up
		}
		as, bs, ratios = append(as, x), append(bs, y), append(ratios, x/y)
	}
	fmt.Printf("%6.1f ms against %5.1f ms: ratio %.2f (at most %g)\n", median(as)*1000, median(bs)*1000, median(ratios), limit)
	if median(ratios) > limit {
		os.Exit(1)
	}
}

func run(words []string) float64 {
	start := time.Now()
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v: %v\n%s", words, err, out)
		os.Exit(3)
	}
	return time.Since(start).Seconds()
}

func median(xs []float64) float64 {
	slices.Sort(xs)
	return xs[len(xs)/2]
}
