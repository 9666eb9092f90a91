// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>What goes wrong in a simulated kernel, and when. Nothing does unless it is said here.</summary>
/// <remarks>
/// Calls are named as <see cref="KernelException.Call"/> has them, with the attribute or register behind: <c>mkdir</c>, <c>read outblob</c>,
/// <c>write inblob</c>, <c>close inblob</c> (which the kernel keeps to itself), <c>open /dev/sev-guest</c>, <c>ioctl SNP_GET_REPORT</c>,
/// <c>ioctl TDX_CMD_GET_REPORT0</c>, <c>read rtmr3:sha384</c>, <c>write rtmr3:sha384</c>; <c>ask</c> is the driver's own request, made when a
/// blob is read that is not there yet. Thread-safe.
/// </remarks>
public sealed class KernelScript
{
    private readonly Lock changing = new();
    private readonly List<Planned> plan = [];

    /// <summary>True once the device has vanished: nothing answers any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>True where the driver answers with an empty blob, as one does whose host is too old.</summary>
    public bool AnswersNothing { get; set; }

    /// <summary>Ends everything that was planned.</summary>
    public void Heal()
    {
        lock (changing)
        {
            plan.Clear();
            AnswersNothing = false;
        }
    }

    /// <summary>Lets calls of that name fail.</summary>
    /// <param name="call">Which.</param>
    /// <param name="errno">How.</param>
    /// <param name="times">How many of them.</param>
    /// <param name="after">How many succeed before.</param>
    public void Fail(string call, Errno errno, int times = 1, int after = 0)
    {
        lock (changing)
        {
            plan.Add(new(call, errno) { Before = after, Left = times });
        }
    }

    /// <summary>Unloads the driver.</summary>
    public void Vanish() => IsGone = true;

    /// <summary>How this call fails, or none.</summary>
    internal Errno Next(string call)
    {
        lock (changing)
        {
            foreach (Planned each in plan.Where(each => each.Call == call))
            {
                if (each.Before > 0)
                {
                    each.Before--;
                    continue;
                }

                if (each.Left > 0)
                {
                    each.Left--;
                    return each.Errno;
                }
            }

            return Errno.None;
        }
    }

    /// <summary>Fails as planned.</summary>
    /// <exception cref="KernelException">It was planned.</exception>
    internal void Pass(string call, string path)
    {
        if (Next(call) is not Errno.None and Errno errno)
        {
            throw new KernelException(call.Split(' ')[0], path, errno);
        }
    }

    private sealed class Planned(string call, Errno errno)
    {
        public string Call => call;

        public Errno Errno => errno;

        public int Before { get; set; }

        public int Left { get; set; }
    }
}
