// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Fronts;
using Attestation.Agent.Measuring;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Statements;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>A connection of a process that a test makes up.</summary>
internal sealed class FakeFront : IFrontConnection
{
    private const ushort Executable = 0x81ED;

    public Measurement Measured { get; set; } = Of();

    /// <summary>What each measurement was told of a binding.</summary>
    public List<FileIdentity?> Bound { get; } = [];

    /// <summary>Called before each measurement, with how many there were.</summary>
    public Action<int> OnMeasure { get; set; } = _ => { };

    /// <summary>Called by each confirmation.</summary>
    public Action OnConfirm { get; set; } = () => { };

    public int Confirmed { get; private set; }

    public static byte[] Exe(byte version) => [.. Enumerable.Repeat(version, 32)];

    public static Measurement Of(int pid = 4312, byte version = 0xDA, ulong inode = 7, uint links = 1) => new(
        new MeasuredProcess(new ProcessPeer(pid, 51007, 1000, 1000), "/kubepods/pod1/c1", "/daprd", 104857600),
        Exe(version),
        new ImageStatus(new FileIdentity(8, inode, 104857600, 1, 0), 1, 0, links, Executable, null),
        new CgroupPath("/kubepods/pod1/c1", null, null));

    public Task<Measurement> MeasureAsync(FileIdentity? bound, CancellationToken cancellationToken)
    {
        OnMeasure(Bound.Count);
        Bound.Add(bound);
        cancellationToken.ThrowIfCancellationRequested();
        FileIdentity file = Measured.Program.File;
        return Measured.IsImageDeleted && (bound?.Device, bound?.Inode) != (file.Device, file.Inode)
            ? throw new MeasurementRefusedException(MeasurementReasons.DeletedImage, "its program was /daprd")
            : Task.FromResult(Measured);
    }

    public Task ConfirmAsync(Measurement measured, CancellationToken cancellationToken)
    {
        OnConfirm();
        Confirmed++;
        return Task.CompletedTask;
    }
}
