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

// Command controlplane is every process of a Kubernetes control plane in one
// binary: linked once, most of what they are made of is shared.
//
//	controlplane etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kwok [flag...]
//	controlplane leash program [argument...]
//
// Each ends when its standard input does, so that nothing is left behind when
// whoever started it is killed.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

var commands = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllermanager.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
	"kwok":                    newKwokCommand,
}

func main() {
	name := ""
	if len(os.Args) > 1 {
		name = os.Args[1]
		// Each command reads its own name and flags from here.
		os.Args = os.Args[1:]
	}
	switch name {
	case "leash":
		os.Exit(leash(os.Args[1:]))
	case "etcd":
		go endWithInput(func() { os.Exit(1) })
		etcdmain.Main(os.Args)
		return
	}
	newCommand, known := commands[name]
	if !known {
		names := []string{"etcd", "leash"}
		for command := range commands {
			names = append(names, command)
		}
		fmt.Fprintf(os.Stderr, "name one of %s, not %q\n", strings.Join(names, ", "), name)
		os.Exit(2)
	}
	go endWithInput(func() { os.Exit(1) })
	os.Exit(cli.Run(newCommand()))
}
