// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.EventLogs;

namespace Attestation.Tests.EventLogs;

public sealed class SemanticReadingTests
{
    private const DigestAlgorithm Sha384 = DigestAlgorithm.Sha384;
    private const string ExitBootServices = "Exit Boot Services Invocation";

    private static readonly EventType Unknown = new(0x80001234);

    public static TheoryData<string, uint, byte[], byte[], DigestMatch, byte[]> Rules()
    {
        byte[] variable = LogBuilder.Variable("BootOrder", [1, 0]);
        byte[] utf16 = Encoding.Unicode.GetBytes("initrd=x\0");
        return new()
        {
            { "separator", 4, new byte[4], new byte[4], DigestMatch.Matches, new byte[4] },
            { "separator of something else", 4, new byte[4], [1], DigestMatch.Differs, [] },
            { "efi action", 0x80000007, [1, 2], [1, 2], DigestMatch.Matches, [1, 2] },
            { "efi action of something else", 0x80000007, [1, 2], [1], DigestMatch.Differs, [] },
            { "variable hashed whole", 0x80000001, variable, variable, DigestMatch.Matches, variable },
            { "driver variable hashed by value", 0x80000001, variable, [1, 0], DigestMatch.Differs, [] },
            { "boot variable hashed by value", 0x80000002, variable, [1, 0], DigestMatch.Matches, [1, 0] },
            { "boot variable hashed whole", 0x80000002, variable, variable, DigestMatch.Matches, variable },
            { "boot variable that is none", 0x80000002, [1, 2], [2], DigestMatch.Differs, [] },
            { "authority of a firmware that hashes less", 0x800000E0, variable, variable[..^1], DigestMatch.Unknown, [] },
            { "crtm version of a firmware that hashes something else", 8, [1], [2], DigestMatch.Unknown, [] },
            { "tag hashed whole", 6, [1], [1], DigestMatch.Matches, [1] },
            { "tag of a file", 6, [1], [2], DigestMatch.Unknown, [] },
            { "image", 0x80000003, [1], [2], DigestMatch.Unknown, [] },
            { "grub command", 13, "grub_cmd: set\0"u8.ToArray(), "set"u8.ToArray(), DigestMatch.Matches, "set"u8.ToArray() },
            { "kernel command line", 13, "kernel_cmdline: ro\0"u8.ToArray(), "ro"u8.ToArray(), DigestMatch.Matches, "ro"u8.ToArray() },
            { "module", 13, "module_cmdline: m\0"u8.ToArray(), "m"u8.ToArray(), DigestMatch.Matches, "m"u8.ToArray() },
            { "red hat's grub command", 13, "grub_cmd set\0`"u8.ToArray(), "set\0"u8.ToArray(), DigestMatch.Matches, "set\0"u8.ToArray() },
            { "another grub command", 13, "grub_cmd: set\0"u8.ToArray(), "sit"u8.ToArray(), DigestMatch.Differs, [] },
            { "grub command without its end", 13, "grub_cmd: set"u8.ToArray(), "set"u8.ToArray(), DigestMatch.Unknown, [] },
            { "file", 13, "/boot/vmlinuz\0"u8.ToArray(), [9], DigestMatch.Unknown, [] },
            { "systemd-boot's text without its last byte", 13, utf16[..^1], utf16, DigestMatch.Matches, utf16[..^1] },
            { "nothing", 13, [], [9], DigestMatch.Unknown, [] },
        };
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Data_is_believed_as_far_as_its_digest_covers_it(
        string what, uint type, byte[] data, byte[] hashed, DigestMatch expected, byte[] covered)
    {
        EventReading reading = Read(new LogBuilder().Event(1, new EventType(type), data, hashed)).Events[1];

        Assert.True(expected == reading.Match, what);
        Assert.Equal(covered, reading.Covered.ToArray());
    }

    [Fact]
    public void No_action_events_are_never_believed() =>
        Assert.Equal(DigestMatch.Unknown, Read(new LogBuilder().Event(1, EventType.NoAction, [1])).Events[1].Match);

    [Fact]
    public void A_clean_log_yields_the_records_whose_data_is_proven()
    {
        SemanticReading reading = Read(Clean());

        Assert.Empty(reading.Ambiguities);
        Assert.Equal([1, 3, 4, 5], reading.Interpretable.Select(one => one.Event.Ordinal));
        Assert.Equal([false, false, false, false, true, false, true], reading.Events.Select(one => one.AfterSeparator));
    }

    [Fact]
    public void Two_separators_in_a_register_make_a_log_ambiguous()
    {
        SemanticReading reading = Read(Clean().Separator(1));

        Ambiguity ambiguity = Assert.Single(reading.Ambiguities);
        Assert.Equal((AmbiguityKind.DuplicateSeparator, 1u, 7), (ambiguity.Kind, ambiguity.Register, ambiguity.Event!.Ordinal));
        Assert.Empty(reading.Interpretable);
        Assert.StartsWith("RTMR0: event 7 (EV_SEPARATOR at offset ", ambiguity.Describe(register => $"RTMR{register - 1}"));
    }

    [Fact]
    public void A_missing_separator_makes_a_log_ambiguous() =>
        Assert.Equal([(AmbiguityKind.MissingSeparator, 2u)], Kinds(Read(new LogBuilder().Separator(1))));

    [Fact]
    public void A_separators_digest_under_another_type_makes_a_log_ambiguous()
    {
        foreach (byte fill in (byte[])[0x00, 0xFF])
        {
            byte[] separator = [fill, fill, fill, fill];
            Assert.Equal([(AmbiguityKind.DisguisedSeparator, 3u)], Kinds(Read(Clean().Event(3, EventType.Ipl, [1], separator))));
        }
    }

    [Fact]
    public void A_separator_whose_digest_is_of_something_else_makes_a_log_ambiguous() =>
        Assert.Equal([(AmbiguityKind.FalseSeparator, 3u)], Kinds(Read(Clean().Event(3, EventType.Separator, new byte[4], [9]))));

    [Fact]
    public void An_unknown_type_before_the_end_of_boot_services_makes_a_log_ambiguous()
    {
        Assert.Equal(
            [(AmbiguityKind.UnknownEventType, 3u)],
            Kinds(Read(new LogBuilder().Separator(1).Separator(2).Event(3, Unknown, "x").Event(2, EventType.EfiAction, ExitBootServices))));
        Assert.Empty(
            Read(Clean().Event(2, EventType.EfiAction, ExitBootServices).Event(3, Unknown, "x")).Ambiguities);
    }

    [Fact]
    public void An_end_of_boot_services_with_another_digest_ends_nothing() =>
        Assert.Equal(
            [(AmbiguityKind.UnknownEventType, 3u)],
            Kinds(Read(Clean().Event(2, EventType.EfiAction, ExitBootServices, "forged").Event(3, Unknown, "x"))));

    [Theory]
    [InlineData(3, false, false)]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    [InlineData(3, true, true)]
    public void A_startup_locality_counts_once_at_first_and_as_0_3_or_4(byte locality, bool late, bool ambiguous)
    {
        LogBuilder builder = new();
        builder = late ? builder.Event(0, EventType.Ipl, [1]) : builder;
        builder = builder.Event(0, EventType.NoAction, [.. "StartupLocality\0"u8, locality]).Separator(1).Separator(2);

        Assert.Equal(ambiguous ? [(AmbiguityKind.StartupLocality, 0u)] : [], Kinds(Read(builder)));
    }

    [Fact]
    public void A_second_startup_locality_makes_a_log_ambiguous()
    {
        byte[] locality = [.. "StartupLocality\0"u8, 3];

        Assert.Equal(
            [(AmbiguityKind.StartupLocality, 0u)],
            Kinds(Read(Clean().Event(0, EventType.NoAction, locality).Event(0, EventType.NoAction, locality))));
    }

    [Fact]
    public void A_bank_that_the_log_lacks_cannot_be_read() =>
        Assert.False(SemanticReading.TryOf(new LogBuilder().Parse(), DigestAlgorithm.Sha256, [], out _));

    private static LogBuilder Clean() => new LogBuilder()
        .Event(1, EventType.EfiVariableDriverConfig, LogBuilder.Variable("SecureBoot", [1]))
        .Event(1, new EventType(0x8000000B), [1], [2])
        .Separator(1)
        .Event(1, EventType.EfiAction, "go")
        .Separator(2)
        .Event(2, new EventType(0x80000003), [1], [2]);

    private static SemanticReading Read(LogBuilder builder)
    {
        Assert.True(SemanticReading.TryOf(builder.Parse(), Sha384, [1, 2], out SemanticReading? reading));
        return reading;
    }

    private static IEnumerable<(AmbiguityKind, uint)> Kinds(SemanticReading reading) =>
        reading.Ambiguities.Select(ambiguity => (ambiguity.Kind, ambiguity.Register));
}
