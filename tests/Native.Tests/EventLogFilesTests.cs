// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native.Tests;

public sealed class EventLogFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attestation-logs-").FullName;

    private EventLogFiles Logs => new(Path.Combine(folder, "tables"), Path.Combine(folder, "security"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_machine_without_logs_has_none() => Assert.Empty(Logs.Find());

    [Fact]
    public void The_area_behind_the_CCEL_is_read_whole()
    {
        Write("tables/CCEL", new byte[56]);
        Write("tables/data/CCEL", [1, 2, 3, 0xFF, 0xFF]);

        EventLogSource log = Assert.Single(Logs.Find());

        Assert.Equal(("ccel", Path.Combine(folder, "tables/data/CCEL"), Path.Combine(folder, "tables/CCEL")), (log.Kind, log.Path, log.TablePath));
        Assert.Equal([1, 2, 3, 0xFF, 0xFF], Logs.Read(log));
    }

    [Fact]
    public void Each_TPM_with_a_log_is_found()
    {
        Write("security/tpm0/binary_bios_measurements", [1]);
        Write("security/tpm1/binary_bios_measurements", [2]);
        Write("security/tpm2/other", [3]);

        Assert.Equal([1, 2], Logs.Find().SelectMany(log => Logs.Read(log)));
        Assert.All(Logs.Find(), log => Assert.Equal(("tpm", null), (log.Kind, log.TablePath)));
    }

    [Fact]
    public void A_log_longer_than_16_MiB_is_EFBIG()
    {
        Write("tables/data/CCEL", new byte[(16 * 1024 * 1024) + 1]);

        Assert.Equal(Errno.EFBIG, Assert.Throws<KernelException>(() => Logs.Read(Logs.Find()[0])).Errno);
    }

    [Fact]
    public void A_boot_id_that_is_none_is_said()
    {
        Write("boot_id", "not a boot id\n"u8.ToArray());
        Write("good", "01234567-89ab-cdef-0123-456789abcdef\n"u8.ToArray());

        Assert.Equal(Errno.EINVAL, Assert.Throws<KernelException>(() => new Boot(Path.Combine(folder, "boot_id")).Id()).Errno);
        Assert.Equal(new Guid("01234567-89ab-cdef-0123-456789abcdef"), new Boot(Path.Combine(folder, "good")).Id());
        Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => new Boot(Path.Combine(folder, "none")).Id()).Errno);
    }

    [Fact]
    public void Registers_of_a_kernel_that_shows_none_are_none()
    {
        MeasurementRegisters registers = new(Path.Combine(folder, "measurements"));

        Assert.Empty(registers.Names());
        Assert.False(RegisterExtension.IsOffered(registers));
        Assert.Equal(AttesterReason.NotSupported, Assert.Throws<AttesterException>(() => RegisterExtension.Extend(registers, new byte[48])).Reason);
    }

    private void Write(string path, byte[] bytes)
    {
        string file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }
}
