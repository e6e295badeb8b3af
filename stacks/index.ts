import "./data-dip";
