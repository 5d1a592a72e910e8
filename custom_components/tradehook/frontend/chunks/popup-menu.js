import{g as e,h as t,n,p as r,t as i,v as a,x as o}from"./decorate.js";import{a as s}from"./dialog.js";var c=`M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z`,l=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,u=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`;function d(e){return a`<svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
    <path d=${e}></path>
  </svg>`}var f=260,p=8,m=class extends t{constructor(...e){super(...e),this.label=``,this.items=[]}async show(e,t,n){this.hide(),this.anchor=e,this.label=t,this.items=n,await this.updateComplete;let r=this.menu;if(!r)return;r.showPopover(),e.setAttribute(`aria-expanded`,`true`);let i=e.getBoundingClientRect(),a=getComputedStyle(this).direction===`rtl`,o=document.documentElement.clientWidth-f-p,s=Math.max(p,Math.min(a?i.left:i.right-f,o)),c=i.bottom+r.offsetHeight+p<window.innerHeight;r.style.left=`${s}px`,r.style.top=`${Math.max(p,c?i.bottom:i.top-r.offsetHeight)}px`,this.entries[0]?.focus()}render(){return this.items.length?a`<div
      class="menu card"
      role="menu"
      aria-label=${this.label}
      popover="auto"
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      ${this.items.map(e=>a`<button
          role="menuitem"
          tabindex="-1"
          class=${e.danger?`loss`:``}
          @click=${()=>this.choose(e)}
        >
          ${e.label}
        </button>`)}
    </div>`:e}get menu(){return this.renderRoot.querySelector(`.menu`)}get entries(){return[...this.renderRoot.querySelectorAll(`[role=menuitem]`)]}onToggle(e){e.newState===`closed`&&(this.anchor?.setAttribute(`aria-expanded`,`false`),this.items=[])}onKey(e){let{entries:t}=this,n=t.indexOf(this.shadowRoot?.activeElement),r={ArrowDown:n+1,ArrowUp:n-1,Home:0,End:t.length-1}[e.key];r===void 0?(e.key===`Tab`||e.key===`Escape`)&&(e.stopPropagation(),this.hide(),this.anchor?.focus()):(e.preventDefault(),t[(r+t.length)%t.length]?.focus())}hide(){let{menu:e}=this;e?.matches(`:popover-open`)&&e.hidePopover()}choose(e){this.hide(),this.anchor?.focus(),e.act()}static{this.styles=[n,o`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${f}px;
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
    `]}};i([r()],m.prototype,`label`,void 0),i([r()],m.prototype,`items`,void 0),m=i([s(`tradehook-popup-menu`)],m);export{d as i,c as n,l as r,u as t};