// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;

namespace Attestation.Tests.EventLogs;

public sealed class VectorReadingTests
{
    private static readonly EventType[] AlwaysCovered =
    [
        EventType.Separator, EventType.EfiVariableDriverConfig, EventType.EfiVariableBoot, EventType.EfiGptEvent, EventType.EfiAction,
        EventType.NonHostInfo,
    ];

    [Theory]
    [InlineData("cos113-ccel-data.bin")]
    [InlineData("lunal-ccel-live2.bin")]
    [InlineData("trustee-CCEL_AAEL_alibabacloud.bin")]
    public void A_guest_log_with_one_separator_in_each_firmware_register_is_clean(string name) =>
        Assert.Empty(Read(VectorLogs.Ccel(name), DigestAlgorithm.Sha384, [1, 2]).Ambiguities);

    /// <summary>Older firmware puts both separators into the first register; nothing tells its logs from a forged one.</summary>
    [Theory]
    [InlineData("goeventlog-cos-113-intel-tdx-dupe-separator-unpadded.bin")]
    [InlineData("goeventlog-CCEL_unpadded.data.bin")]
    [InlineData("cctrusted-ccel_data.bin")]
    [InlineData("trustee-CCEL_data_grub.bin")]
    [InlineData("trustee-CCEL_data_ovmf.bin")]
    public void A_guest_log_with_both_separators_in_one_register_replays_and_is_refused(string name)
    {
        SemanticReading reading = Read(VectorLogs.Ccel(name), DigestAlgorithm.Sha384, [1, 2]);

        Assert.Equal(
            [(AmbiguityKind.DuplicateSeparator, 1u, 16), (AmbiguityKind.MissingSeparator, 2u, -1)],
            reading.Ambiguities.Select(one => (one.Kind, one.Register, one.Event?.Ordinal ?? -1)));
        Assert.Empty(reading.Interpretable);
    }

    [Fact]
    public void Tpm_logs_are_clean_but_for_the_two_that_stop_early()
    {
        string[] cut = ["secure-boot-certificate", "sha1-short-no-action"];
        foreach (string path in VectorLogs.Tpm().Where(path => !path.Contains("tdx-ccel")))
        {
            EventLog log = VectorLogs.Read(path);
            foreach (DigestBank bank in log.Banks)
            {
                SemanticReading reading = Read(log, bank.Algorithm, [0, 1, 2, 3, 4, 5, 6, 7]);
                bool early = cut.Contains(Path.GetFileNameWithoutExtension(path));
                Assert.True(early == reading.Ambiguities.Any(), $"{path}: {string.Join("; ", reading.Ambiguities)}");
                Assert.All(reading.Ambiguities, one => Assert.Equal(AmbiguityKind.MissingSeparator, one.Kind));
            }
        }
    }

    [Fact]
    public void In_real_logs_no_record_contradicts_its_type_in_any_bank()
    {
        foreach (string path in VectorLogs.All())
        {
            EventLog log = VectorLogs.Read(path);
            foreach (DigestBank bank in log.Banks)
            {
                var events = Read(log, bank.Algorithm, []).Events;
                Assert.DoesNotContain(events, reading => reading.Match == DigestMatch.Differs);
                Assert.All(
                    events.Where(reading => AlwaysCovered.Contains(reading.Event.Type)),
                    reading => Assert.Equal(DigestMatch.Matches, reading.Match));
            }
        }
    }

    [Fact]
    public void The_kernels_command_line_of_a_real_log_is_proven()
    {
        SemanticReading reading = Read(VectorLogs.Ccel("cos113-ccel-data.bin"), DigestAlgorithm.Sha384, [1, 2]);

        EventReading line = Assert.Single(reading.Interpretable, one => one.Event.Data.Span.StartsWith("kernel_cmdline: "u8));
        Assert.True(line.Covered.Span.StartsWith("/syslinux/vmlinuz.A "u8));
    }

    [Fact]
    public void The_secure_boot_variable_of_a_real_log_is_proven_before_the_separator()
    {
        SemanticReading reading = Read(VectorLogs.Ccel("cos113-ccel-data.bin"), DigestAlgorithm.Sha384, [1, 2]);

        EventReading found = reading.Interpretable.First(one => one.Event.Type == EventType.EfiVariableDriverConfig);
        Assert.True(UefiVariable.TryParse(found.Covered, out UefiVariable? variable, out _));
        Assert.Equal(("SecureBoot", false), (variable.Name, found.AfterSeparator));
        Assert.Equal(Guid.Parse("8be4df61-93ca-11d2-aa0d-00e098032b8c"), variable.Vendor);
        Assert.Equal(1, variable.Value.Length);
    }

    private static SemanticReading Read(EventLog log, DigestAlgorithm bank, uint[] separated)
    {
        Assert.True(SemanticReading.TryOf(log, bank, separated, out SemanticReading? reading));
        return reading;
    }
}
