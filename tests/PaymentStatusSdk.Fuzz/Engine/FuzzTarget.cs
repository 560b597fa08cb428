using PaymentStatusSdk.Fuzz.Mutation;

namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>A reader of the product, the inputs it is tried with, and what must hold for every input.</summary>
internal abstract class FuzzTarget
{
    /// <summary>The name on the command line and of the folder with its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>Makes new inputs from known ones.</summary>
    public abstract IMutator Mutator { get; }

    /// <summary>The folder of wire files that are used as inputs, too; null for none.</summary>
    public virtual string? WireFolder => null;

    /// <summary>Inputs that the product itself writes.</summary>
    public virtual IEnumerable<byte[]> Seeds => [];

    /// <summary>Whether the product continues on other threads, so that their allocations must be counted, too.</summary>
    public virtual bool UsesOtherThreads => false;

    /// <summary>Bytes that a call may allocate whatever the length of its input.</summary>
    public virtual long FixedAllocation => 48 * 1024;

    /// <summary>Bytes that a call may allocate for each byte of its input.</summary>
    public virtual long AllocationPerByte => 64;

    /// <summary>Whether the time of a call is that of the product. A call that waits for other threads measures the machine.</summary>
    public virtual bool IsTimed => true;

    /// <summary>Fills in what no mutation can guess. Everything after this gets the result as its input.</summary>
    public virtual byte[] Prepare(byte[] input) => input;

    /// <summary>Runs the product. Only this is measured.</summary>
    public abstract object? Read(byte[] input);

    /// <summary>Whether the documentation of the product announces this exception.</summary>
    public virtual bool IsDocumented(Exception exception) =>
        exception is TransactionStatusException { Kind: not TransactionStatusErrorKind.Unknown };

    /// <summary>Whether goods or money may depend on the reading. Such a reading is judged whatever the length of the input.</summary>
    public virtual bool IsDecision(object? reading) => false;

    /// <summary>Whether the naive reader is fast enough for long inputs: also readings that do not decide are judged then.</summary>
    public virtual bool IsJudgedAtAnyLength => false;

    /// <summary>Compares what the product read with what an independent reader reads.</summary>
    /// <param name="input">The input.</param>
    /// <param name="reading">What the product returned; null when it threw.</param>
    /// <param name="failure">What the product threw; null when it returned.</param>
    /// <exception cref="SurpriseException">They differ.</exception>
    public virtual void Judge(byte[] input, object? reading, Exception? failure)
    {
    }

    /// <summary>A short text that is equal for inputs with the same result: an input with a new one joins the pool.</summary>
    public virtual string Describe(object? reading, Exception? failure) => failure?.Message ?? reading?.ToString() ?? "-";
}
