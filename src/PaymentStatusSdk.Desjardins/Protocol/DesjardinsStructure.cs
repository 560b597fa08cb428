using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Tracks the open elements, and counts content of unknown meaning. See <c>PROTOCOL.md</c>, section Result.</summary>
/// <remarks>
/// An element with an unknown name is a wrapper when it has neither attributes nor text and contains a transaction with an id. Any other
/// content outside a transaction may be a result in an unknown form, so a missing transaction proves nothing.
/// </remarks>
internal sealed class DesjardinsStructure
{
    private readonly Stack<Frame> _open = new();

    /// <summary>The role of an element in the structure.</summary>
    internal enum Part
    {
        Root,
        Merchant,
        Container,
        Transaction,
        Unknown,

        /// <summary>An ignored element, including its content.</summary>
        Ignored,
    }

    /// <summary>The number of transactions without a readable id.</summary>
    public int WithoutId { get; private set; }

    /// <summary>The number of elements and texts of unknown meaning outside transactions.</summary>
    public int Unknown { get; private set; }

    /// <summary>Whether a container of results is empty: the merchant element, or a <c>transactions</c> element.</summary>
    public bool HasEmptyContainer { get; private set; }

    /// <summary>The innermost transaction around the current element; null when there is none.</summary>
    public DesjardinsResult? Transaction => _open.FirstOrDefault(frame => frame.Result is not null)?.Result;

    /// <summary>Whether the current element is a child of <see cref="Transaction"/>, not of an element inside it.</summary>
    public bool IsField { get; private set; }

    /// <summary>Whether an ignored element contains the current element.</summary>
    public bool IsIgnored => _open.Any(frame => frame.Part == Part.Ignored);

    /// <summary>Moves to an element, and evaluates the elements that ended before it.</summary>
    /// <param name="depth">The element's depth; 0 at the end of the document.</param>
    /// <param name="textDepth">The depth of the element whose text was skipped; -1 when there was none.</param>
    public void MoveTo(int depth, int textDepth)
    {
        foreach (var frame in _open)
        {
            if (frame.Depth == textDepth) frame.HasText = true;
        }

        while (_open.TryPeek(out var last) && last.Depth >= depth) Evaluate(_open.Pop());
        IsField = _open.TryPeek(out var parent) && parent.Result is not null && parent.Depth == depth - 1;
        if (parent?.Depth == depth - 1) parent.HasChildren = true;
    }

    /// <summary>Enters the current element.</summary>
    /// <param name="xml">The reader, positioned on the element.</param>
    /// <param name="part">The role of the element.</param>
    /// <param name="knownAttributes">The number of its known attributes.</param>
    /// <param name="result">The result of the transaction; null unless the element is a transaction with an id.</param>
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

    /// <summary>Counts an element of unknown meaning that is not entered.</summary>
    public void NoteUnknown() => Unknown++;

    private void Evaluate(Frame frame)
    {
        var isBare = !frame.HasAttributes && !frame.HasText;
        switch (frame.Part)
        {
            case Part.Root:
                if (!isBare) Unknown++;
                break;
            case Part.Merchant or Part.Container:
                if (!isBare) Unknown++;
                else if (!frame.HasChildren) HasEmptyContainer = true;
                break;
            case Part.Transaction when frame.Result is null:
                if (!(isBare && frame.HoldsTransaction)) WithoutId++;
                break;
            case Part.Transaction:
                if (frame.HasText) frame.Result!.UnknownFields++;
                break;
            case Part.Ignored when frame.IsField && frame.HasText:
                // The name of the card holder: only its presence counts.
                Transaction!.HasPersonalData = true;
                break;
            case Part.Unknown when !(isBare && frame.HoldsTransaction):
                // A transaction may have a new field. A field with its own structure may be another transaction.
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
