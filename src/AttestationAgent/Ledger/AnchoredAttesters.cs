// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Agent.Configuration;
using Attestation.Agent.Machine;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Ledger;

/// <summary>The anchor (CONTRACTS, section 2): before anybody is served, RTMR3 is extended with the run's first statement.</summary>
/// <param name="attesters">Those of the machine, their Evidence with the anchor log where there is an anchor.</param>
/// <param name="anchor">Value of the claim <c>log.anchor</c>: <c>rtmr3</c> or <c>none</c>.</param>
internal sealed partial class AnchoredAttesters(ImmutableArray<IAttester> attesters, string anchor)
{
    private const string Rtmr3 = "rtmr3";
    private const string None = "none";
    private const string FileName = "anchor.log";
    private const int MaxEvent = 1 << 17;

    public ImmutableArray<IAttester> Attesters => attesters;

    public string Anchor => anchor;

    /// <summary>Extends the register, or says why there is no anchor.</summary>
    /// <param name="options">Asks for one, or for none.</param>
    /// <param name="machine">Has the register.</param>
    /// <param name="logStart">The run's first statement.</param>
    /// <param name="logger">Told why there is none.</param>
    /// <exception cref="AgentFailure">An anchor is asked for, and there is none; or the extension failed.</exception>
    public static AnchoredAttesters Extend(AgentOptions options, AgentMachine machine, ReadOnlyMemory<byte> logStart, ILogger logger)
    {
        string path = Path.Combine(options.SocketDirectory, FileName);
        string? obstacle = options.Log.Anchor == AnchorChoice.None ? "the configuration asks for none"
            : !machine.Found.CanExtend ? "the kernel offers no register to extend"
            : null;
        AnchorLog? before = obstacle is null ? Replayed(path, machine.Kernel.Registers, ref obstacle) : null;
        if (before is null)
        {
            return options.Log.Anchor == AnchorChoice.Rtmr3
                ? throw new AgentFailure(AgentFailure.NoEvidence, $"log.anchor is \"rtmr3\", and {obstacle}") { Hint = "set log.anchor to \"auto\" to run without an anchor" }
                : Without(machine, obstacle!, logger);
        }

        byte[] digest = SHA384.HashData(logStart.Span);
        AnchorLog after = before.With(digest, logStart.Span);
        Write(path, after);
        RegisterExtension.Extend(machine.Kernel.Registers, digest);
        return new([.. machine.Attesters.Select(each => (IAttester)new WithAnchorLog(each, after.Raw))], Rtmr3);
    }

    // Another writer of the register leaves nothing that this log could explain.
    private static AnchorLog? Replayed(string path, IMeasurementRegisters registers, ref string? obstacle)
    {
        byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (!AnchorLog.TryParse(bytes, out AnchorLog? log, out Malformed? malformed))
        {
            obstacle = $"{path}: {malformed}";
            return null;
        }

        if (log.Raw.Length > AnchorLog.MaxBytes - MaxEvent)
        {
            obstacle = $"{path}: is {log.Raw.Length} bytes: this boot has had too many runs to list another";
            return null;
        }

        // A crash between write and extension leaves one event too many, which no register holds.
        byte[] value = registers.Read(RegisterExtension.Rtmr3);
        AnchorLog? replaying = Value(log).SequenceEqual(value) ? log : Value(log.WithoutLast()).SequenceEqual(value) ? log.WithoutLast() : null;
        obstacle = replaying is null ? "another program has extended RTMR3" : null;
        return replaying;
    }

    private static byte[] Value(AnchorLog log) =>
        log.Events.Aggregate(new byte[SHA384.HashSizeInBytes], (value, run) => SHA384.HashData([.. value, .. run.Digest.Span]));

    private static AnchoredAttesters Without(AgentMachine machine, string why, ILogger logger)
    {
        LogNoAnchor(logger, why);
        return new(machine.Attesters, None);
    }

    // Written before the extension: a crash between the two leaves one event too many, which the next start drops.
    private static void Write(string path, AnchorLog log)
    {
        using LogDirectory directory = LogDirectory.Open(Path.GetDirectoryName(path)!);
        directory.Delete(FileName + ".tmp");
        directory.WriteDurably(FileName + ".tmp", log.Raw.Span);
        directory.Rename(FileName + ".tmp", FileName);
        directory.SyncDirectory("");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [LoggerMessage(103, LogLevel.Warning, "log.anchor is none: {Why}. Others who can quote on this machine can forge a head of their own")]
    private static partial void LogNoAnchor(ILogger logger, string why);

    private sealed class WithAnchorLog(IAttester attester, ReadOnlyMemory<byte> log) : IAttester
    {
        public string Tee => attester.Tee;

        public async ValueTask<Evidence> AttestAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken)
        {
            Evidence evidence = await attester.AttestAsync(reportData, cancellationToken).ConfigureAwait(false);
            return evidence with { Parts = evidence.Parts.Add(new("anchor-log", log)) };
        }
    }
}
