// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.EventLogs;
using Attestation.Wire;

namespace Attestation.Tests.EventLogs;

public sealed class BootFactsTests
{
    private const string ExitBootServices = "Exit Boot Services Invocation";

    private static readonly BootRegisters Registers = new(1, 2, 3);
    private static readonly Guid GlobalVariable = new("8be4df61-93ca-11d2-aa0d-00e098032b8c");

    [Theory]
    [InlineData("cos113-ccel-data.bin", false, "5a10026c9ad4", "init=/usr/lib/systemd/systemd")]
    [InlineData("trustee-CCEL_AAEL_alibabacloud.bin", false, "06647f7cd6b1", "/boot/vmlinuz-5.10.134")]
    [InlineData("lunal-ccel-live2.bin", null, "ffbcfc53f1c1", null)]
    public void Real_guests_say_what_they_started(string name, bool? secureBoot, string program, string? commandLine)
    {
        BootFacts facts = Of(VectorLogs.Ccel(name));

        Assert.Equal(secureBoot, facts.SecureBoot);
        Assert.StartsWith(program, Hex.Of(facts.FirstProgram!.Value.Span), StringComparison.Ordinal);
        Assert.Equal(commandLine is not null, facts.CommandLineSha256 is not null);
        if (commandLine is not null)
        {
            string text = CommandLineIn(VectorLogs.Ccel(name));
            Assert.Contains(commandLine, text, StringComparison.Ordinal);
            Assert.Equal(Hex.Of(SHA256.HashData(Encoding.UTF8.GetBytes(text))), Hex.Of(facts.CommandLineSha256!.Value.Span));
        }
    }

    [Theory]
    [InlineData("cctrusted-ccel_data.bin")]
    [InlineData("trustee-CCEL_data_grub.bin")]
    public void A_log_that_can_be_read_in_two_ways_says_nothing(string name) => SaysNothing(Of(VectorLogs.Ccel(name)));

    [Theory]
    [InlineData(new byte[] { 0 }, false)]
    [InlineData(new byte[] { 1 }, true)]
    [InlineData(new byte[] { 2 }, null)]
    [InlineData(new byte[] { 1, 0 }, null)]
    [InlineData(new byte[0], null)]
    public void Secure_boot_is_a_variable_of_one_byte(byte[] value, bool? said) =>
        Assert.Equal(said, Of(Boot(firmware: log => log.Event(1, EventType.EfiVariableDriverConfig, SecureBoot(value)))).SecureBoot);

    [Fact]
    public void Secure_boot_that_is_told_twice_is_not_told() =>
        Assert.Null(Of(Boot(firmware: log => log.Event(1, EventType.EfiVariableDriverConfig, SecureBoot([0])).Event(1, EventType.EfiVariableDriverConfig, SecureBoot([1])))).SecureBoot);

    [Fact]
    public void Secure_boot_behind_the_separator_is_not_the_firmwares_word() =>
        Assert.Null(Of(Boot(later: log => log.Event(1, EventType.EfiVariableDriverConfig, SecureBoot([1])))).SecureBoot);

    [Fact]
    public void Secure_boot_of_another_vendor_is_another_variable() =>
        Assert.Null(Of(Boot(firmware: log => log.Event(1, EventType.EfiVariableDriverConfig, LogBuilder.Variable("SecureBoot", [1])))).SecureBoot);

    [Fact]
    public void The_first_program_is_the_first_and_no_later_one()
    {
        BootFacts facts = Of(Boot(programs: log => Program(Program(log, "evil"), "good")));

        Assert.Equal(Hex.Of(DigestAlgorithms.Hash(DigestAlgorithm.Sha384, "evil"u8)), Hex.Of(facts.FirstProgram!.Value.Span));
    }

    [Theory]
    [InlineData(0x80000004u)]
    [InlineData(0x0000000Du)]
    [InlineData(0x80000002u)]
    [InlineData(0x00000006u)]
    public void A_program_under_another_type_cannot_be_passed_over(uint type) =>
        Assert.Null(Of(Boot(programs: log => Program(log.Event(2, new(type), "no image"u8.ToArray(), "evil"u8.ToArray()), "good"))).FirstProgram);

    [Fact]
    public void A_program_whose_own_bytes_are_given_as_data_cannot_be_passed_over() =>
        Assert.Null(Of(Boot(programs: log => Program(log.Event(2, EventType.EfiGptEvent, "MZ evil"), "good"))).FirstProgram);

    [Theory]
    [InlineData("kernel_cmdline: quiet ro\0", "quiet ro", "quiet ro")]
    [InlineData("grub_kernel_cmdline quiet ro\0junk", "quiet ro", "quiet ro")]
    [InlineData("grub_kernel_cmdline quiet ro\0junk", "quiet ro\0", "quiet ro")]
    [InlineData("kernel_cmdline: quiet ro\0", "quiet rw", null)]
    [InlineData("kernel_cmdline: quiet ro", "kernel_cmdline: quiet ro", null)]
    [InlineData("grub_cmd: quiet ro\0", "quiet ro", null)]
    public void The_command_line_is_what_the_digest_covers(string data, string hashed, string? said)
    {
        BootFacts facts = Of(Boot(later: log => log.Event(3, EventType.Ipl, data, hashed)));

        Assert.Equal(said is null ? null : Hex.Of(SHA256.HashData(Encoding.UTF8.GetBytes(said))), facts.CommandLineSha256 is { } digest ? Hex.Of(digest.Span) : null);
    }

    [Fact]
    public void A_command_line_that_is_told_twice_is_not_told() =>
        Assert.Null(Of(Boot(later: log => log.Event(3, EventType.Ipl, "kernel_cmdline: a\0", "a").Event(3, EventType.Ipl, "kernel_cmdline: b\0", "b"))).CommandLineSha256);

    [Fact]
    public void A_second_separator_silences_the_log() => SaysNothing(Of(Boot(later: log => log.Separator(2))));

    [Fact]
    public void A_bank_that_the_log_has_not_says_nothing() =>
        SaysNothing(BootFacts.Of(Boot().Parse(), DigestAlgorithm.Sha256, Registers));

    private static void SaysNothing(BootFacts facts)
    {
        Assert.Null(facts.SecureBoot);
        Assert.Null(facts.FirstProgram);
        Assert.Null(facts.CommandLineSha256);
    }

    private static LogBuilder Boot(Func<LogBuilder, LogBuilder>? firmware = null, Func<LogBuilder, LogBuilder>? programs = null, Func<LogBuilder, LogBuilder>? later = null)
    {
        LogBuilder log = new();
        log = (firmware?.Invoke(log) ?? log).Separator(1).Event(2, EventType.EfiAction, "Calling EFI Application from Boot Option").Separator(2);
        log = (programs?.Invoke(log) ?? Program(log, "kernel")).Event(2, EventType.EfiAction, ExitBootServices);
        return later?.Invoke(log) ?? log;
    }

    private static LogBuilder Program(LogBuilder log, string image) =>
        log.Event(2, EventType.EfiBootServicesApplication, new byte[32], Encoding.UTF8.GetBytes(image));

    private static byte[] SecureBoot(byte[] value) => [.. GlobalVariable.ToByteArray(), .. LogBuilder.Variable("SecureBoot", value)[16..]];

    private static string CommandLineIn(EventLog log)
    {
        string[] data = [.. log.Events.Where(each => each.Type == EventType.Ipl).Select(each => Encoding.UTF8.GetString(each.Data.Span)).Where(text => text.Contains("kernel_cmdline", StringComparison.Ordinal))];
        string text = Assert.Single(data).Split('\0')[0];
        return text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    private static BootFacts Of(LogBuilder log) => Of(log.Parse());

    private static BootFacts Of(EventLog log) => BootFacts.Of(log, DigestAlgorithm.Sha384, Registers);
}
