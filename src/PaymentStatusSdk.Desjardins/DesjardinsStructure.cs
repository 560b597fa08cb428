using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Follows the elements around the current one, and counts what has no known meaning. <c>PROTOCOL.md, result</c></summary>
/// <remarks>
/// An element of unknown name is a mere wrapper when it has neither attributes nor text and a transaction with an id stands in it. Any other
/// content outside a transaction may be a result in a form that is not known, so that nothing can be concluded from what is absent.
/// </remarks>
internal sealed class DesjardinsStructure
{
    private readonly Stack<Frame> _open = new();

    /// <summary>How an element takes part in the structure.</summary>
    internal enum Part
    {
        Root,
        Merchant,
        Container,
        Transaction,
        Unknown,

        /// <summary>Of no account, with all that stands in it.</summary>
        Ignored,
    }

    /// <summary>Transactions without a readable id.</summary>
    public int WithoutId { get; private set; }

    /// <summary>Elements and texts outside transactions whose meaning is not known.</summary>
    public int Unknown { get; private set; }

    /// <summary>Whether the document is empty in a place where results stand: its merchant, or a <c>transactions</c> element.</summary>
    public bool HasEmptyPlace { get; private set; }

    /// <summary>The innermost transaction around the current element; null when there is none.</summary>
    public DesjardinsResult? Transaction => _open.FirstOrDefault(frame => frame.Result is not null)?.Result;

    /// <summary>Whether the current element is a child of <see cref="Transaction"/>, and not of an element in it.</summary>
    public bool IsField { get; private set; }

    /// <summary>Whether the current element stands in one that is of no account.</summary>
    public bool IsIgnored => _open.TryPeek(out var parent) && parent.Part == Part.Ignored;

    /// <summary>Arrives at an element: the ones that ended before it are judged.</summary>
    /// <param name="depth">The element's depth; 0 at the end of the document.</param>
    /// <param name="textDepth">The depth of the element whose text was passed over; -1 when there was none.</param>
    public void Arrive(int depth, int textDepth)
    {
        foreach (var frame in _open)
        {
            if (frame.Depth == textDepth) frame.HasText = true;
        }

        while (_open.TryPeek(out var last) && last.Depth >= depth) Judge(_open.Pop());
        IsField = _open.TryPeek(out var parent) && parent.Result is not null && parent.Depth == depth - 1;
        if (parent?.Depth == depth - 1) parent.HasChildren = true;
    }

    /// <summary>Enters the current element.</summary>
    /// <param name="xml">Stands on the element.</param>
    /// <param name="part">How it takes part.</param>
    /// <param name="knownAttributes">How many of its attributes are known.</param>
    /// <param name="result">What is said about the transaction; null unless it is one with an id.</param>
    public void Enter(GatewayXmlReader xml, Part part, int knownAttributes = 0, DesjardinsResult? result = null)
    {
        if (result is not null)
        {
            foreach (var frame in _open) frame.HoldsTransaction = true;
        }

        var unknownAttributes = part is Part.Ignored ? 0 : xml.AttributeCount - knownAttributes;
        if (result is not null) result.UnknownFields += unknownAttributes;
        _open.Push(new Frame(xml.Depth, part, result, unknownAttributes > 0, IsField));
    }

    /// <summary>Counts content of unknown meaning that is not entered.</summary>
    public void NoteUnknown() => Unknown++;

    private void Judge(Frame frame)
    {
        var isBare = !frame.HasAttributes && !frame.HasText;
        switch (frame.Part)
        {
            case Part.Root:
                if (!isBare) Unknown++;
                break;
            case Part.Merchant or Part.Container:
                if (!isBare) Unknown++;
                else if (!frame.HasChildren) HasEmptyPlace = true;
                break;
            case Part.Transaction when frame.Result is null:
                if (!(isBare && frame.HoldsTransaction)) WithoutId++;
                break;
            case Part.Transaction:
                if (frame.HasText) frame.Result!.UnknownFields++;
                break;
            case Part.Unknown when !(isBare && frame.HoldsTransaction):
                // A transaction may have a field that is new. One with a structure of its own may as well be another transaction.
                if (frame.IsField) Transaction!.UnknownFields++;
                if (!frame.IsField || frame.HasChildren || frame.HasAttributes) Unknown++;
                break;
        }
    }

    private sealed class Frame(int depth, Part part, DesjardinsResult? result, bool hasAttributes, bool isField)
    {
        public int Depth => depth;

        public Part Part => part;

        public DesjardinsResult? Result => result;

        public bool HasAttributes => hasAttributes;

        public bool IsField => isField;

        public bool HasChildren { get; set; }

        public bool HasText { get; set; }

        public bool HoldsTransaction { get; set; }
    }
}
