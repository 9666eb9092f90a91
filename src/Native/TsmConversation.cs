// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>
/// One request in one entry of configfs-tsm. <c>generation</c> is read before and after: a blob takes effect at close, where the kernel drops
/// errors, and other writers may come between; only the number shows either. Linux, Documentation/ABI/testing/configfs-tsm.
/// </summary>
internal static class TsmConversation
{
    public const int ReportDataBytes = 64;

    private const int MaxTextBytes = 4096;

    // The limit of newer kernels (TSM_REPORT_OUTBLOB_MAX); older ones have 32 KiB.
    private const int MaxBlobBytes = 16 * 1024 * 1024;

    public static async ValueTask<string> ProviderAsync(ITsmEntry entry) =>
        Encoding.ASCII.GetString(await entry.ReadAsync(TsmAttribute.Provider, MaxTextBytes).ConfigureAwait(false)).TrimEnd('\n');

    public static async ValueTask<TsmReport> AskAsync(ITsmEntry entry, TsmRequest request)
    {
        ulong before = await NumberAsync(entry, TsmAttribute.Generation).ConfigureAwait(false);
        ulong writes = await WriteOptionsAsync(entry, request).ConfigureAwait(false);
        await entry.WriteAsync(TsmAttribute.InBlob, request.ReportData).ConfigureAwait(false);
        await ExpectAsync(entry, before + writes + 1, "inblob was written").ConfigureAwait(false);
        TsmReport report = await ReadAnswerAsync(entry, request).ConfigureAwait(false);
        await ExpectAsync(entry, before + writes + 1, "outblob was read").ConfigureAwait(false);
        return report.OutBlob.IsEmpty
            ? throw new AttesterException(AttesterReason.BadAnswer, entry.Path, $"{report.Provider} gave an empty outblob, want a report")
            {
                Hint = "the host's quoting service failed or is too old: ask whoever runs the host",
            }
            : report;
    }

    private static async ValueTask<TsmReport> ReadAnswerAsync(ITsmEntry entry, TsmRequest request)
    {
        string provider = await ProviderAsync(entry).ConfigureAwait(false);
        byte[] report = await entry.ReadAsync(TsmAttribute.OutBlob, MaxBlobBytes).ConfigureAwait(false);
        return new(provider, report)
        {
            AuxBlob = entry.Has(TsmAttribute.AuxBlob) ? await entry.ReadAsync(TsmAttribute.AuxBlob, MaxBlobBytes).ConfigureAwait(false) : default,
            ManifestBlob = request.Service is null ? default : await entry.ReadAsync(TsmAttribute.ManifestBlob, MaxBlobBytes).ConfigureAwait(false),
        };
    }

    private static async ValueTask<ulong> WriteOptionsAsync(ITsmEntry entry, TsmRequest request)
    {
        ulong writes = await WriteLevelAsync(entry, request.PrivilegeLevel).ConfigureAwait(false);
        if (request.Service is not { } service)
        {
            return writes;
        }

        await WriteTextAsync(entry, TsmAttribute.ServiceProvider, service.Provider).ConfigureAwait(false);
        await WriteTextAsync(entry, TsmAttribute.ServiceManifestVersion, service.ManifestVersion.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        writes += 2;
        if (service.Id is { } id)
        {
            await WriteTextAsync(entry, TsmAttribute.ServiceGuid, id.ToString("D")).ConfigureAwait(false);
            writes++;
        }

        return writes;
    }

    // The level is 0 until it is written, and firmware refuses one below the floor: so the floor is written where it is higher.
    private static async ValueTask<ulong> WriteLevelAsync(ITsmEntry entry, int? wanted)
    {
        if (!entry.Has(TsmAttribute.PrivilegeLevelFloor))
        {
            return wanted is null
                ? 0UL
                : throw new AttesterException(AttesterReason.Refused, entry.Path, $"privilege level {wanted} is asked for, and the provider knows no levels");
        }

        ulong floor = await NumberAsync(entry, TsmAttribute.PrivilegeLevelFloor).ConfigureAwait(false);
        if (wanted is { } level && (level < 0 || (ulong)level < floor))
        {
            throw new AttesterException(AttesterReason.Refused, entry.Path, $"privilege level {wanted} is asked for, the floor is {floor}");
        }

        ulong chosen = (ulong?)wanted ?? floor;
        if (chosen == 0)
        {
            return 0;
        }

        await WriteTextAsync(entry, TsmAttribute.PrivilegeLevel, chosen.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        return 1;
    }

    private static async ValueTask ExpectAsync(ITsmEntry entry, ulong wanted, string when)
    {
        ulong got = await NumberAsync(entry, TsmAttribute.Generation).ConfigureAwait(false);
        if (got == wanted)
        {
            return;
        }

        throw got < wanted
            ? new AttesterException(AttesterReason.Busy, entry.Path, $"generation is {got} after {when}, want {wanted}: the kernel dropped a write")
            : new AttesterException(AttesterReason.Interference, entry.Path, $"generation is {got} after {when}, want {wanted}: somebody else writes here");
    }

    private static async ValueTask<ulong> NumberAsync(ITsmEntry entry, TsmAttribute attribute)
    {
        string text = Encoding.ASCII.GetString(await entry.ReadAsync(attribute, MaxTextBytes).ConfigureAwait(false)).TrimEnd('\n');
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            ? number
            : throw new AttesterException(AttesterReason.BadAnswer, $"{entry.Path}/{attribute}", $"got \"{text}\", want a number");
    }

    private static ValueTask WriteTextAsync(ITsmEntry entry, TsmAttribute attribute, string value) =>
        entry.WriteAsync(attribute, Encoding.ASCII.GetBytes(value));
}
