// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Attestation.EventLogs;

/// <summary>One bank of a log, replayed: value = hash(value ‖ digest) for every record but EV_NO_ACTION.</summary>
/// <remarks>Pure and immutable. A replay proves nothing until its values are compared with quoted ones.</remarks>
public sealed class Replay
{
    private readonly EventLog log;
    private readonly StartValue start;
    private readonly int size;
    private readonly ImmutableSortedDictionary<uint, ReplayedRegister> registers;

    private Replay(EventLog log, DigestAlgorithm bank, StartValue start, int size)
    {
        this.log = log;
        this.start = start;
        this.size = size;
        Bank = bank;
        registers = log.Events
            .Where(record => Extends(record) || StartValues.LocalityIn(record) is not null)
            .GroupBy(record => record.Register)
            .ToImmutableSortedDictionary(group => group.Key, group => Run(group.Key, [.. group.Where(Extends)]));
    }

    /// <summary>The bank.</summary>
    public DigestAlgorithm Bank { get; }

    /// <summary>The registers that the log speaks about, ascending.</summary>
    public IEnumerable<ReplayedRegister> Registers => registers.Values;

    /// <summary>Replays one bank.</summary>
    /// <param name="log">The log.</param>
    /// <param name="bank">One of the log's banks.</param>
    /// <param name="start">What the registers hold at first.</param>
    /// <param name="replay">The registers, or null where false is returned.</param>
    /// <returns>False where the log does not declare the bank, or its hash is not computed here.</returns>
    public static bool TryOf(EventLog log, DigestAlgorithm bank, StartValue start, [NotNullWhen(true)] out Replay? replay)
    {
        bool can = log.Has(bank) && DigestAlgorithms.CanHash(bank);
        replay = can ? new Replay(log, bank, start, DigestAlgorithms.SizeOf(bank)!.Value) : null;
        return can;
    }

    /// <summary>The register's replay; one without records keeps its start value.</summary>
    public ReplayedRegister Of(uint register) => registers.TryGetValue(register, out ReplayedRegister? known) ? known : Run(register, []);

    private bool Extends(LoggedEvent record) => record.ExtendIn(Bank) is not null;

    private ReplayedRegister Run(uint register, ImmutableArray<LoggedEvent> extends)
    {
        byte[] first = start(log, register, size);
        byte[] value = first;
        foreach (LoggedEvent record in extends)
        {
            value = DigestAlgorithms.Extend(Bank, value, record.ExtendIn(Bank)!.Value.Span);
        }

        return new(register, first, value, extends);
    }
}
