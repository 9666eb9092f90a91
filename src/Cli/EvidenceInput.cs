// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Cli;

/// <summary>Puts event logs that lie in files of their own to the Evidence that they belong to.</summary>
internal static class EvidenceInput
{
    /// <summary>The Evidence with its logs.</summary>
    /// <param name="session">The run.</param>
    /// <param name="bytes">The input as read: a raw quote is the first part, whole.</param>
    /// <param name="evidences">What the input holds.</param>
    /// <param name="paths">Files of event logs.</param>
    /// <exception cref="CliError">A log belongs to nothing.</exception>
    public static ImmutableArray<Evidence> WithEventLogs(
        Session session, ReadOnlyMemory<byte> bytes, ImmutableArray<Evidence> evidences, string[] paths)
    {
        ReadOnlyMemory<byte>[] logs = EventLogs(session, paths);
        if (logs.Length == 0)
        {
            return evidences;
        }

        bool isRaw = evidences is [{ Parts: [{ } part] }] && part.Bytes.Equals(bytes);
        return isRaw ? [ToRaw(session, evidences[0], logs)] : ToDocument(evidences, logs, paths);
    }

    /// <summary>The bytes of event logs.</summary>
    public static ReadOnlyMemory<byte>[] EventLogs(Session session, string[] paths) =>
        [.. paths.Select(path => new ReadOnlyMemory<byte>(Input.Read(session.Surroundings, path)))];

    private static Evidence ToRaw(Session session, Evidence evidence, ReadOnlyMemory<byte>[] logs)
    {
        session.Catalog.TryFind(evidence.Tee, out ITee? tee);
        EvidencePartKind? kind = tee?.Parts.FirstOrDefault(each => each.IsEventLog);
        if (kind is null || logs.Length > 1)
        {
            throw new CliError($"--event-log: {logs.Length} given, raw {evidence.Tee} evidence takes {(kind is null ? "none" : "one")}");
        }

        return evidence with { Parts = [.. evidence.Parts, new(kind.Name, logs[0])] };
    }

    private static ImmutableArray<Evidence> ToDocument(ImmutableArray<Evidence> evidences, ReadOnlyMemory<byte>[] logs, string[] paths)
    {
        ImmutableArray<Evidence> resolved = [.. evidences.Select(each => each.WithEventLogs(logs))];
        for (int i = 0; i < logs.Length; i++)
        {
            if (!resolved.Any(each => each.Parts.Any(part => part.Sha256 is null && part.Bytes.Equals(logs[i]))))
            {
                throw new CliError($"--event-log: {paths[i]}: the document names no event log of this digest ({Digest(logs[i])})");
            }
        }

        return resolved;
    }

    private static string Digest(ReadOnlyMemory<byte> log) => Hex.Of(System.Security.Cryptography.SHA256.HashData(log.Span));
}
