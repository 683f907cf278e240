// Copyright 2026 The Stagecraft Authors
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//     http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
)

// endWithInput calls end once nothing can be read from standard input any more.
func endWithInput(end func()) {
	_, _ = io.Copy(io.Discard, os.Stdin)
	end()
}

// leash runs another program that does not watch its standard input itself.
func leash(words []string) int {
	if len(words) == 0 {
		fmt.Fprintln(os.Stderr, "name the program to run")
		return 2
	}
	command := exec.Command(words[0], words[1:]...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	go endWithInput(func() { _ = command.Process.Kill() })
	if err := command.Wait(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
