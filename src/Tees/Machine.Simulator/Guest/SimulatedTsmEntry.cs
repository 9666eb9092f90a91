// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>
/// One entry: inputs, the number of writes to them, and the answer with the number it was made at. Linux, drivers/virt/coco/tsm.c and
/// Documentation/ABI/testing/configfs-tsm.
/// </summary>
internal sealed class SimulatedTsmEntry(string path, ISimulatedProvider provider, SimulatedDevice device, KernelScript script, Action remove) : ITsmEntry
{
    private const int MaxInBlobBytes = 64;
    private const int MaxPrivilegeLevel = 3;

    private readonly Lock changing = new();
    private SimulatedInputs inputs = new(default);
    private SimulatedBlobs? answer;
    private ulong written;
    private ulong answered;
    private bool isAnswering;
    private bool isRemoved;

    public string Path => path;

    public bool Has(TsmAttribute attribute) => !isRemoved && IsThere(attribute);

    public ValueTask<byte[]> ReadAsync(TsmAttribute attribute, int maxBytes)
    {
        Enter(attribute, "read");
        return attribute == TsmAttribute.OutBlob ? BlobAsync(attribute, blobs => blobs.Out, maxBytes)
            : attribute == TsmAttribute.AuxBlob ? BlobAsync(attribute, blobs => blobs.Aux, maxBytes)
            : attribute == TsmAttribute.ManifestBlob ? BlobAsync(attribute, blobs => blobs.Manifest, maxBytes)
            : new(Encoding.ASCII.GetBytes(Text(attribute) + "\n"));
    }

    public ValueTask WriteAsync(TsmAttribute attribute, ReadOnlyMemory<byte> value)
    {
        Enter(attribute, "write");
        if (attribute == TsmAttribute.InBlob)
        {
            WriteInBlob(value);
        }
        else
        {
            WriteText(attribute, Encoding.ASCII.GetString(value.Span).TrimEnd('\n'));
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        if (!isRemoved)
        {
            isRemoved = true;
            remove();
        }
    }

    private bool IsThere(TsmAttribute attribute) =>
        attribute == TsmAttribute.AuxBlob ? provider.HasAuxBlob
        : attribute == TsmAttribute.PrivilegeLevel || attribute == TsmAttribute.PrivilegeLevelFloor ? provider.PrivilegeFloor is not null
        : !IsOfServices(attribute) || provider.HasServices;

    private static bool IsOfServices(TsmAttribute attribute) =>
        attribute == TsmAttribute.ManifestBlob || attribute == TsmAttribute.ServiceProvider
        || attribute == TsmAttribute.ServiceGuid || attribute == TsmAttribute.ServiceManifestVersion;

    private void Enter(TsmAttribute attribute, string call)
    {
        if (isRemoved || !IsThere(attribute))
        {
            throw Failed("open", attribute, Errno.ENOENT);
        }

        script.Pass($"{call} {attribute}", $"{path}/{attribute}");
    }

    private string Text(TsmAttribute attribute)
    {
        lock (changing)
        {
            return attribute == TsmAttribute.Generation ? written.ToString(CultureInfo.InvariantCulture)
                : attribute == TsmAttribute.Provider ? provider.Name
                : attribute == TsmAttribute.PrivilegeLevelFloor ? provider.PrivilegeFloor!.Value.ToString(CultureInfo.InvariantCulture)
                : throw Failed("open", attribute, Errno.EACCES);
        }
    }

    // A blob counts when it is closed, and the kernel tells nobody when it does not: too long a one still empties what was there.
    private void WriteInBlob(ReadOnlyMemory<byte> value)
    {
        bool isTooLong = value.Length > MaxInBlobBytes;
        lock (changing)
        {
            if (script.Next("close inblob") == Errno.None && !isAnswering && !script.IsGone)
            {
                inputs = inputs with { InBlob = isTooLong ? default : value.ToArray() };
                written++;
            }
        }

        if (isTooLong)
        {
            throw Failed("write", TsmAttribute.InBlob, Errno.EFBIG);
        }
    }

    private void WriteText(TsmAttribute attribute, string value)
    {
        lock (changing)
        {
            if (isAnswering)
            {
                throw Failed("write", attribute, Errno.EBUSY);
            }

            // Of a service's guid the kernel counts the write before it looks at the value.
            bool countsFirst = attribute == TsmAttribute.ServiceGuid;
            written += countsFirst ? 1UL : 0;
            inputs = With(attribute, value);
            written += countsFirst ? 0 : 1UL;
        }
    }

    private SimulatedInputs With(TsmAttribute attribute, string value)
    {
        if (attribute == TsmAttribute.ServiceProvider)
        {
            return inputs with { ServiceProvider = value };
        }

        if (attribute == TsmAttribute.ServiceGuid)
        {
            return Guid.TryParseExact(value, "D", out Guid id) ? inputs with { ServiceId = id } : throw Failed("write", attribute, Errno.EINVAL);
        }

        bool isNumber = uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint number);
        return attribute == TsmAttribute.ServiceManifestVersion && isNumber ? inputs with { ServiceManifestVersion = number }
            : attribute == TsmAttribute.PrivilegeLevel && isNumber && number <= MaxPrivilegeLevel && number >= provider.PrivilegeFloor
                ? inputs with { PrivilegeLevel = (int)number }
            : throw Failed(IsWritable(attribute) ? "write" : "open", attribute, IsWritable(attribute) ? Errno.EINVAL : Errno.EACCES);
    }

    private static bool IsWritable(TsmAttribute attribute) => attribute == TsmAttribute.ServiceManifestVersion || attribute == TsmAttribute.PrivilegeLevel;

    private async ValueTask<byte[]> BlobAsync(TsmAttribute attribute, Func<SimulatedBlobs, byte[]> blob, int maxBytes)
    {
        byte[] bytes = blob(Kept(attribute) ?? await AnswerAsync(attribute).ConfigureAwait(false));
        return bytes.Length <= maxBytes ? [.. bytes] : throw Failed("read", attribute, Errno.EFBIG);
    }

    private SimulatedBlobs? Kept(TsmAttribute attribute)
    {
        lock (changing)
        {
            if (inputs.InBlob.IsEmpty)
            {
                throw Failed("read", attribute, Errno.EINVAL);
            }

            return answered == written ? answer : null;
        }
    }

    private async ValueTask<SimulatedBlobs> AnswerAsync(TsmAttribute attribute)
    {
        SetAnswering(true);
        try
        {
            return await device.ServeAsync(() => Ask(attribute)).ConfigureAwait(false);
        }
        finally
        {
            SetAnswering(false);
        }
    }

    private SimulatedBlobs Ask(TsmAttribute attribute)
    {
        lock (changing)
        {
            answer = null;
            if (script.IsGone)
            {
                throw Failed("read", attribute, Errno.ENXIO);
            }

            if (script.Next("ask") is not Errno.None and Errno errno)
            {
                throw Failed("read", attribute, errno);
            }

            answer = script.AnswersNothing ? new([]) : provider.Report(inputs);
            answered = written;
            return answer;
        }
    }

    private void SetAnswering(bool value)
    {
        lock (changing)
        {
            isAnswering = value;
        }
    }

    private KernelException Failed(string call, TsmAttribute attribute, Errno errno) => new(call, $"{path}/{attribute}", errno);
}
