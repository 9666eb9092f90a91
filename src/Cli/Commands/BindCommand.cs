// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Cli.Agents;
using Attestation.Cli.Rendering;
using Attestation.Statements;
using Google.Protobuf;

namespace Attestation.Cli.Commands;

/// <summary><c>attest bind</c>: binds a key to this program, as itself: the peer that the agent measures is <c>attest</c>, whoever made the key.</summary>
internal sealed class BindCommand
{
    private const string AsItself = "bound to attest itself, for the purpose user: a policy that names programs refuses it; a program that is to be named binds its own key";

    private readonly Session session;
    private readonly AgentFlag agent = new();
    private readonly NonceFlags nonce = new();
    private readonly Option<string> key = new("--key") { Description = "the private key, ECDSA or RSA, PEM; it does not leave this program", HelpName = "FILE", Required = true };
    private readonly Option<string?> spiffeId = new("--spiffe-id") { Description = "whom the key is to stand for", HelpName = "ID" };
    private readonly Option<string> output = new("--out") { Description = "the proof bundle that is written; - is stdout, unless that is a terminal", HelpName = "FILE", Required = true };
    private readonly Option<bool> force = new("--force") { Description = "overwrite the file" };

    private BindCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        BindCommand verb = new(session);
        Command command = new("bind", "bind a key to this program, for a user; other programs bind their own") { verb.key, verb.spiffeId };
        verb.nonce.AddTo(command);
        command.Add(verb.output);
        command.Add(verb.force);
        verb.agent.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await verb.RunAsync(parsed, cancellationToken).ConfigureAwait(false));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        OutputFile.RefuseTerminal(session.Surroundings, parsed.GetRequiredValue(output));
        (ByteString given, string audience) = nonce.Read(parsed);
        using HeldKey held = HeldKey.Read(session, parsed.GetRequiredValue(key));
        BindBegin begin = new()
        {
            Spki = ByteString.CopyFrom(held.Spki),
            Purpose = SvidBinding.UserPurpose,
            SpiffeId = parsed.GetValue(spiffeId) ?? "",
            Nonce = given,
            Audience = audience,
        };
        using AgentConnection connection = agent.Connect(parsed, AgentSocket.Bind);
        try
        {
            return await BindAsync(parsed, connection, begin, held, cancellationToken).ConfigureAwait(false);
        }
        catch (AgentException refused)
        {
            throw AgentRefusal.Of(refused, agent.Directory(parsed), AgentSocket.Bind);
        }
    }

    private async Task<ExitCode> BindAsync(ParseResult parsed, AgentConnection connection, BindBegin begin, HeldKey held, CancellationToken cancellationToken)
    {
        AppendResponse bound = await connection.BindAsync(begin, digest => new(held.Sign(digest)), cancellationToken: cancellationToken).ConfigureAwait(false);
        GetBundleRequest wanted = new() { Indices = { bound.Index }, Endorsements = true, EventLogs = true, LogStart = true };
        byte[] bundle = await connection.GetBundleAsync(wanted, cancellationToken).ConfigureAwait(false);
        GetInfoResponse info = await connection.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        string file = parsed.GetRequiredValue(output);
        OutputFile.Write(session.Surroundings, file, bundle, parsed.GetValue(force));
        if (file == Input.Stdin)
        {
            return ExitCode.Trusted;
        }

        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => QuoteRenderer.Write(json, bundle, info, bound));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page =>
            {
                page.Line(AsItself);
                QuoteRenderer.Print(page, file, bundle, info, bound);
            });
        }

        return ExitCode.Trusted;
    }
}
