// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Attestation.Kernel;

namespace Attestation.KernelProbe;

/// <summary>Laws of configfs-tsm. Linux, Documentation/ABI/testing/configfs-tsm.</summary>
public static class TsmLaws
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PortLaw> All { get; } =
    [
        new("an entry names its provider on one line", NamesItsProvider),
        new("a name is taken once", ANameIsTakenOnce),
        new("a removed entry is gone", ARemovedEntryIsGone),
        new("generation starts at zero and rises by one with each write", GenerationRises),
        new("outblob before inblob is EINVAL", OutBlobBeforeInBlob),
        new("63 bytes are taken, and refused when outblob is read", ShortInBlob),
        new("65 bytes are EFBIG, count as a write, and empty what was there", LongInBlob),
        new("the answer covers what was asked", TheAnswerCovers),
        new("the same inputs give the same answer", SameInputs),
        new("new inputs give a new answer", NewInputs),
        new("inblob cannot be read and outblob cannot be written", Directions),
        new("a failure of the provider surfaces at read, with its number", Failures),
        new("after a failure the next read asks again", AfterAFailure),
        new("an attribute that the provider has not is ENOENT", AbsentAttributes),
        new("levels go from the floor to three", Levels),
        new("a service's manifest is had by provider and guid", Services),
    ];

    private static async ValueTask NamesItsProvider(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        string text = await Text(entry, TsmAttribute.Provider);
        Expect.True(text.Length > 1 && text.IndexOf('\n') == text.Length - 1, $"\"{text}\" is one line");
    }

    private static async ValueTask ANameIsTakenOnce(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        string name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
        await Expect.Fails(Errno.EEXIST, () => Done(machine.Kernel.Tsm.Create(name)), "a second entry");
    }

    private static async ValueTask ARemovedEntryIsGone(LawMachine machine)
    {
        ITsmEntry entry = machine.Entry();
        Expect.True(entry.Has(TsmAttribute.Generation), "the entry has a generation");
        entry.Dispose();
        Expect.True(!entry.Has(TsmAttribute.Generation), "a removed entry has none");
        await Expect.Fails(Errno.ENOENT, () => Read(entry, TsmAttribute.Generation), "reading a removed entry");
    }

    private static async ValueTask GenerationRises(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        Expect.Equal(0, await Generation(entry), "generation of a new entry");
        await entry.WriteAsync(TsmAttribute.InBlob, LawMachine.FreshReportData());
        Expect.Equal(1, await Generation(entry), "generation after a write");
        await entry.WriteAsync(TsmAttribute.InBlob, LawMachine.FreshReportData());
        Expect.Equal(2, await Generation(entry), "generation after two writes");
    }

    private static async ValueTask OutBlobBeforeInBlob(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        await Expect.Fails(Errno.EINVAL, () => Read(entry, TsmAttribute.OutBlob), "reading outblob first");
    }

    private static async ValueTask ShortInBlob(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        await entry.WriteAsync(TsmAttribute.InBlob, new byte[63]);
        Expect.Equal(1, await Generation(entry), "generation");
        await WriteFloor(machine, entry);
        await Expect.Fails(Errno.EINVAL, () => Read(entry, TsmAttribute.OutBlob), "reading outblob over 63 bytes");
    }

    private static async ValueTask LongInBlob(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        await entry.WriteAsync(TsmAttribute.InBlob, LawMachine.FreshReportData());
        await Expect.Fails(Errno.EFBIG, () => entry.WriteAsync(TsmAttribute.InBlob, new byte[65]), "writing 65 bytes");
        Expect.Equal(2, await Generation(entry), "generation");
        await Expect.Fails(Errno.EINVAL, () => Read(entry, TsmAttribute.OutBlob), "reading outblob");
    }

    private static async ValueTask TheAnswerCovers(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        byte[] asked = LawMachine.FreshReportData();
        byte[] answer = await Ask(machine, entry, asked);
        Expect.True(answer.AsSpan().IndexOf(asked) >= 0, "the answer holds the 64 bytes that were asked");
    }

    private static async ValueTask SameInputs(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        byte[] first = await Ask(machine, entry, LawMachine.FreshReportData());
        byte[] second = await entry.ReadAsync(TsmAttribute.OutBlob, MaxBytes);
        Expect.Bytes(first, second, "the second read");
    }

    private static async ValueTask NewInputs(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        byte[] first = await Ask(machine, entry, LawMachine.FreshReportData());
        byte[] asked = LawMachine.FreshReportData();
        byte[] second = await Ask(machine, entry, asked);
        Expect.True(!second.AsSpan().SequenceEqual(first) && second.AsSpan().IndexOf(asked) >= 0, "the second answer covers the second question");
    }

    private static async ValueTask Directions(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        await Expect.Fails(Errno.EACCES, () => Read(entry, TsmAttribute.InBlob), "reading inblob");
        await Expect.Fails(Errno.EACCES, () => entry.WriteAsync(TsmAttribute.OutBlob, new byte[64]), "writing outblob");
    }

    private static async ValueTask Failures(LawMachine machine)
    {
        foreach (Errno errno in new[] { Errno.EIO, Errno.EBUSY, Errno.EINTR, Errno.EAGAIN, Errno.ETIMEDOUT, Errno.ENXIO, Errno.ENOTTY, Errno.EINVAL })
        {
            using ITsmEntry entry = machine.Entry();
            machine.FailReports(errno, 1);
            await Expect.Fails(errno, async () => await Ask(machine, entry, LawMachine.FreshReportData()), "reading outblob");
            machine.Heal();
        }
    }

    private static async ValueTask AfterAFailure(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        byte[] asked = LawMachine.FreshReportData();
        machine.FailReports(Errno.EIO, 1);
        await Expect.Fails(Errno.EIO, async () => await Ask(machine, entry, asked), "reading outblob");
        byte[] answer = await entry.ReadAsync(TsmAttribute.OutBlob, MaxBytes);
        Expect.True(answer.AsSpan().IndexOf(asked) >= 0, "the second read answers");
    }

    private static async ValueTask AbsentAttributes(LawMachine machine)
    {
        using ITsmEntry entry = machine.Entry();
        foreach ((TsmAttribute attribute, bool isThere) in new[]
        {
            (TsmAttribute.AuxBlob, machine.HasAuxBlob), (TsmAttribute.PrivilegeLevelFloor, machine.PrivilegeFloor is not null), (TsmAttribute.ManifestBlob, machine.HasServices),
        })
        {
            Expect.Equal(isThere, entry.Has(attribute), $"has {attribute}");
            if (!isThere)
            {
                await Expect.Fails(Errno.ENOENT, () => Read(entry, attribute), $"reading {attribute}");
            }
        }
    }

    private static async ValueTask Levels(LawMachine machine)
    {
        if (machine.PrivilegeFloor is not { } floor)
        {
            return;
        }

        using ITsmEntry entry = machine.Entry();
        Expect.Equal($"{floor}\n", await Text(entry, TsmAttribute.PrivilegeLevelFloor), "privlevel_floor");
        await Expect.Fails(Errno.EINVAL, () => Write(entry, TsmAttribute.PrivilegeLevel, "4"), "level 4");
        if (floor > 0)
        {
            await Expect.Fails(Errno.EINVAL, () => Write(entry, TsmAttribute.PrivilegeLevel, $"{floor - 1}"), "a level below the floor");
        }

        Expect.Equal(0, await Generation(entry), "generation after refused writes");
        await Write(entry, TsmAttribute.PrivilegeLevel, "3");
        Expect.Equal(1, await Generation(entry), "generation after level 3");
    }

    private static async ValueTask Services(LawMachine machine)
    {
        if (!machine.HasServices)
        {
            return;
        }

        using ITsmEntry entry = machine.Entry();
        await Expect.Fails(Errno.EINVAL, () => Write(entry, TsmAttribute.ServiceGuid, "no guid"), "a guid that is none");
        await Write(entry, TsmAttribute.ServiceProvider, "svsm");
        await Write(entry, TsmAttribute.ServiceGuid, "c476f1eb-0123-45a5-9641-b4e7dde5bfe3");
        await Ask(machine, entry, LawMachine.FreshReportData());
        byte[] manifest = await entry.ReadAsync(TsmAttribute.ManifestBlob, MaxBytes);
        Expect.True(manifest.Length > 0, "there is a manifest");
    }

    private static async ValueTask<byte[]> Ask(LawMachine machine, ITsmEntry entry, byte[] reportData)
    {
        await WriteFloor(machine, entry);
        await entry.WriteAsync(TsmAttribute.InBlob, reportData);
        return await entry.ReadAsync(TsmAttribute.OutBlob, MaxBytes);
    }

    private static async ValueTask WriteFloor(LawMachine machine, ITsmEntry entry)
    {
        if (machine.PrivilegeFloor is > 0 and int floor)
        {
            await Write(entry, TsmAttribute.PrivilegeLevel, $"{floor}");
        }
    }

    private static ValueTask Write(ITsmEntry entry, TsmAttribute attribute, string value) => entry.WriteAsync(attribute, Encoding.ASCII.GetBytes(value));

    private static async ValueTask Read(ITsmEntry entry, TsmAttribute attribute) => await entry.ReadAsync(attribute, MaxBytes);

    private static async ValueTask<string> Text(ITsmEntry entry, TsmAttribute attribute) =>
        Encoding.ASCII.GetString(await entry.ReadAsync(attribute, MaxBytes));

    private static async ValueTask<int> Generation(ITsmEntry entry) =>
        int.Parse((await Text(entry, TsmAttribute.Generation)).TrimEnd(), CultureInfo.InvariantCulture);

    private static ValueTask Done(IDisposable made)
    {
        made.Dispose();
        return ValueTask.CompletedTask;
    }
}
