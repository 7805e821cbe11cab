//go:build ignore

// Decode reads every YAML file under a folder with yaml.v3 into its own nodes, on
// all cores, and does nothing with them: the floor under check and fmt. Usage:
//
//	decode FOLDER
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

func main() {
	debug.SetGCPercent(400) // as rolprofiel does
	names := make(chan string, 64)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for name := range names {
				data, err := os.ReadFile(name)
				must(err)
				var doc yaml.Node
				must(yaml.Unmarshal(data, &doc))
			}
		})
	}
	must(filepath.WalkDir(os.Args[1], func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".yaml") {
			names <- p
		}
		return err
	}))
	close(names)
	wg.Wait()
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}
