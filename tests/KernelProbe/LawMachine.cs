// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.KernelProbe;

/// <summary>A machine that laws are tried on: its kernel, what its provider is like, and how it is made to fail.</summary>
public abstract class LawMachine
{
    /// <summary>Its ports.</summary>
    public abstract IGuestKernel Kernel { get; }

    /// <summary>What pauses are measured by.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>The lowest privilege level; null where the provider knows no levels.</summary>
    public abstract int? PrivilegeFloor { get; }

    /// <summary>True where the provider has an auxblob.</summary>
    public abstract bool HasAuxBlob { get; }

    /// <summary>True where the provider has services.</summary>
    public abstract bool HasServices { get; }

    /// <summary>Lets the provider refuse its next requests.</summary>
    /// <param name="errno">How.</param>
    /// <param name="times">How many.</param>
    public abstract void FailReports(Errno errno, int times);

    /// <summary>Lets the provider answer its next request with nothing.</summary>
    public abstract void AnswerNothing();

    /// <summary>Lets AMD's guest device refuse its next request.</summary>
    public abstract void FailSevGuest(Errno errno);

    /// <summary>Lets the next extension of RTMR3 fail.</summary>
    public abstract void FailExtension(Errno errno);

    /// <summary>Ends every planned failure.</summary>
    public abstract void Heal();

    /// <summary>64 bytes that no other request has.</summary>
    public static byte[] FreshReportData() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(64);

    /// <summary>An entry with a name that no other has.</summary>
    public ITsmEntry Entry() => Kernel.Tsm.Create("law-" + Guid.NewGuid().ToString("N"));
}
