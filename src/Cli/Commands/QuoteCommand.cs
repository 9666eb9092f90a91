// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Cli.Agents;
using Attestation.Cli.Rendering;
using Google.Protobuf;

namespace Attestation.Cli.Commands;

/// <summary><c>attest quote</c>: asks the agent of this node for a statement and its proof bundle, or for bare Evidence.</summary>
/// <remarks>A nonce is the verifier's: none is made up here, since it would prove nothing to anybody.</remarks>
internal sealed class QuoteCommand
{
    private const int KeyBytes = 16;

    private readonly Session session;
    private readonly AgentFlag agent = new();
    private readonly QuotedData data = new();
    private readonly Option<string> output = new("--out") { Description = "the file that is written; - is stdout, unless that is a terminal", HelpName = "FILE", Required = true };
    private readonly Option<bool> force = new("--force") { Description = "overwrite the file" };
    private readonly Option<bool> raw = new("--raw") { Description = "only the evidence of the newest checkpoint; appends nothing" };

    private QuoteCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        QuoteCommand verb = new(session);
        Command command = new("quote", "ask this node's agent for a statement about data, proven by the silicon");
        verb.data.AddTo(command);
        command.Add(verb.output);
        command.Add(verb.force);
        command.Add(verb.raw);
        verb.agent.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await verb.RunAsync(parsed, cancellationToken).ConfigureAwait(false));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        OutputFile.RefuseTerminal(session.Surroundings, parsed.GetRequiredValue(output));
        if (parsed.GetValue(raw) && data.Given(parsed) is { } flag)
        {
            throw new CliError($"{flag} makes a statement, and --raw asks for none");
        }

        UserDataBody? body = parsed.GetValue(raw) ? null : data.Read(session, parsed);
        using AgentConnection connection = agent.Connect(parsed);
        try
        {
            return body is null
                ? await EvidenceAsync(parsed, connection, cancellationToken).ConfigureAwait(false)
                : await BundleAsync(parsed, connection, body, cancellationToken).ConfigureAwait(false);
        }
        catch (AgentException refused)
        {
            throw AgentRefusal.Of(refused, agent.Directory(parsed));
        }
    }

    private async Task<ExitCode> EvidenceAsync(ParseResult parsed, AgentConnection connection, CancellationToken cancellationToken)
    {
        byte[] evidence = await connection.GetEvidenceAsync(0, cancellationToken).ConfigureAwait(false);
        GetInfoResponse info = await connection.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        Write(parsed, evidence);
        Print(parsed, page => QuoteRenderer.Print(page, parsed.GetRequiredValue(output), evidence, info), json => QuoteRenderer.Write(json, evidence, info));
        return ExitCode.Trusted;
    }

    private async Task<ExitCode> BundleAsync(ParseResult parsed, AgentConnection connection, UserDataBody body, CancellationToken cancellationToken)
    {
        AppendRequest request = new() { IdempotencyKey = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(KeyBytes)), UserData = body };
        AppendResponse appended = await connection.AppendAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        GetBundleRequest wanted = new() { Indices = { appended.Index }, Endorsements = true, EventLogs = true, LogStart = true };
        byte[] bundle = await connection.GetBundleAsync(wanted, cancellationToken).ConfigureAwait(false);
        GetInfoResponse info = await connection.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        Write(parsed, bundle);
        Print(
            parsed,
            page => QuoteRenderer.Print(page, parsed.GetRequiredValue(output), bundle, info, appended),
            json => QuoteRenderer.Write(json, bundle, info, appended));
        return ExitCode.Trusted;
    }

    private void Write(ParseResult parsed, byte[] bytes) =>
        OutputFile.Write(session.Surroundings, parsed.GetRequiredValue(output), bytes, parsed.GetValue(force));

    private void Print(ParseResult parsed, Action<Page> tree, Action<System.Text.Json.Utf8JsonWriter> json)
    {
        // Where the bytes went to stdout nothing else does.
        if (parsed.GetRequiredValue(output) == Input.Stdin)
        {
            return;
        }

        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json);
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(tree);
        }
    }
}
