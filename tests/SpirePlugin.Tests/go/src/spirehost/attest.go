// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

const (
	agentAttestor  = "/spire.plugin.agent.nodeattestor.v1.NodeAttestor/AidAttestation"
	serverAttestor = "/spire.plugin.server.nodeattestor.v1.NodeAttestor/Attest"
	composer       = "/spire.plugin.server.credentialcomposer.v1.CredentialComposer/ComposeAgentX509SVID"
)

// attested is what is printed of a whole attestation.
type attested struct {
	ID        string   `json:"id"`
	Selectors []string `json:"selectors"`
	Rounds    int      `json:"rounds"`
	Composed  bool     `json:"composed"`
	Again     string   `json:"again"`
	ExitCodes []int    `json:"exitCodes"`
	Error     string   `json:"error"`
	Log       string   `json:"log"`
}

// loaded is one plugin that lives.
type loaded struct {
	session
	client  *plugin.Client
	command *exec.Cmd
}

// attestMain is a SPIRE agent and a SPIRE server in one: four plugins under go-plugin, one attestation, one certificate.
//
//	spirehost attest PLUGIN TMPDIR AGENT_OPTIONS SERVER_OPTIONS COMPOSER_OPTIONS
func attestMain(program, temporary string, options []string) {
	os.Setenv("TMPDIR", temporary)
	result := attested{Selectors: []string{}, ExitCodes: []int{}}
	var plugins []*loaded
	var log bytes.Buffer
	logger := hclog.New(&hclog.LoggerOptions{Output: &log, Level: hclog.Warn, Mutex: &sync.Mutex{}})
	start := func(kind, side, options string) (session, error) {
		one, err := open(program, kind, side, options, logger)
		if one != nil {
			plugins = append(plugins, one)
			return one.session, err
		}
		return session{}, err
	}
	if err := result.run(start, options[0], options[1], options[2]); err != nil {
		result.Error = err.Error()
	}
	for _, each := range plugins {
		each.client.Kill()
		result.ExitCodes = append(result.ExitCodes, each.command.ProcessState.ExitCode())
	}
	result.Log = log.String()
	json.NewEncoder(os.Stdout).Encode(result)
}

// open starts a plugin, initialises and configures it.
func open(program, kind, side, options string, logger hclog.Logger) (*loaded, error) {
	command := exec.Command(program)
	client := newClient(kind, command, &calls{}, logger)
	one := &loaded{client: client, command: command}
	protocol, err := client.Client()
	if err != nil {
		return one, err
	}
	conn, err := protocol.Dispense(kind)
	if err != nil {
		return one, err
	}
	one.session = session{conn.(*grpc.ClientConn), &seen{}}
	return one, one.begin(side, options)
}

func (result *attested) run(start func(kind, side, options string) (session, error), agentOptions, serverOptions, composerOptions string) error {
	keys, err := start("KeyManager", "agent", agentOptions)
	if err != nil {
		return err
	}
	agent, err := start("NodeAttestor", "agent", agentOptions)
	if err != nil {
		return err
	}
	compose, err := start("CredentialComposer", "server", composerOptions)
	if err != nil {
		return err
	}
	server, err := start("NodeAttestor", "server", serverOptions)
	if err != nil {
		return err
	}
	made, err := keys.call("/"+keyManager+"/GenerateKey", message{}.text(1, "agent-svid-A").number(2, 1))
	if err != nil {
		return err
	}
	if err = result.converse(agent, server); err != nil {
		return err
	}
	subject := message{}.bytes(1, message{}.text(9, "agent"))
	request := message{}.bytes(1, subject).text(2, result.ID).bytes(3, made.first(1).first(3))
	if _, err = compose.call(composer, request); err != nil {
		return err
	}
	result.Composed = true
	// A certificate is for one attestation: the second is refused.
	if _, err = compose.call(composer, request); err != nil {
		result.Again = err.Error()
	}
	return nil
}

// converse carries messages between the halves, as the two SPIREs do, until there are attributes.
func (result *attested) converse(agent, server session) error {
	context, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	stream := &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}
	aid, err := agent.conn.NewStream(context, stream, agentAttestor, grpc.ForceCodec(raw{}))
	if err != nil {
		return err
	}
	attest, err := server.conn.NewStream(context, stream, serverAttestor, grpc.ForceCodec(raw{}))
	if err != nil {
		return err
	}
	for ; ; result.Rounds++ {
		var said, answer message
		if err = aid.RecvMsg(&said); err != nil {
			return fmt.Errorf("agent's half: %w", err)
		}
		// Payload and response have the same field numbers on both sides.
		if err = attest.SendMsg(&said); err != nil {
			return err
		}
		if err = attest.RecvMsg(&answer); err != nil {
			return fmt.Errorf("server's half: %w", err)
		}
		if attributes := answer.first(2); attributes != nil {
			result.ID, result.Selectors = string(attributes.first(1)), attributes.texts(2)
			return nil
		}
		challenge := message{}.bytes(1, answer.first(1))
		if err = aid.SendMsg(&challenge); err != nil {
			return err
		}
	}
}
