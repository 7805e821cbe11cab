//go:build ignore

// The floor for start-up figures: a program that reads thirteen files of 5 KB and
// writes one of 6 KB. Usage: floor FOLDER, which holds 0.txt to 12.txt.
package main

import (
	"os"
	"path/filepath"
	"strconv"
)

func main() {
	dir := os.Args[1]
	var all []byte
	for i := range 13 {
		data, err := os.ReadFile(filepath.Join(dir, strconv.Itoa(i)+".txt"))
		if err != nil {
			panic(err)
		}
		all = append(all, data...)
	}
	if err := os.WriteFile(filepath.Join(dir, "out.txt"), all[:6000], 0o644); err != nil {
		panic(err)
	}
}
