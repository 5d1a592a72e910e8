import{S as e,_ as t,g as n,h as r,m as i,n as a,p as o,t as s,y as c}from"./decorate.js";var l=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,u=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,d=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function f(e){return c`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${e}></path>
  </svg>`}var p=240,m=class extends n{constructor(...e){super(...e),this.label=``,this.items=[],this.open=!1}render(){return c`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${String(this.open)}
        @click=${this.show}
      >
        ${f(l)}
      </button>
      ${this.open?c`<div
            class="menu card"
            role="menu"
            aria-label=${this.label}
            popover="auto"
            @toggle=${this.onToggle}
            @keydown=${this.onKey}
          >
            ${this.items.map(e=>c`<button
                role="menuitem"
                tabindex="-1"
                class=${e.danger?`loss`:``}
                @click=${()=>this.choose(e)}
              >
                ${e.label}
              </button>`)}
          </div>`:t}`}get anchor(){return this.renderRoot.querySelector(`.icon-button`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}async show(e){e.stopPropagation(),this.open=!0,await this.updateComplete;let t=this.renderRoot.querySelector(`.menu`),n=this.anchor.getBoundingClientRect();t.showPopover();let r=Math.min(Math.max(8,n.right-p),document.documentElement.clientWidth-p-8),i=n.bottom+t.offsetHeight+8<window.innerHeight;t.style.left=`${r}px`,t.style.top=`${i?n.bottom:n.top-t.offsetHeight}px`,this.entries[0]?.focus()}onToggle(e){e.newState===`closed`&&(this.open=!1)}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.close()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}close(){this.open=!1,this.anchor.focus()}choose(e){this.close(),e.act()}static{this.styles=[a,e`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${p}px;
      }
      .menu button {
        background: none;
        border: 0;
        cursor: pointer;
        display: block;
        min-height: 44px;
        padding: 8px 16px;
        text-align: start;
        width: 100%;
      }
      .menu button.loss {
        color: var(--th-loss);
      }
      .menu button:is(:hover, :focus-visible) {
        background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
        outline-offset: -2px;
      }
    `]}};s([i()],m.prototype,`label`,void 0),s([i({attribute:!1})],m.prototype,`items`,void 0),s([o()],m.prototype,`open`,void 0),m=s([r(`tradehook-menu`)],m);export{u as n,f as r,d as t};